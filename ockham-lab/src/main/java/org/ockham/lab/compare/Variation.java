package org.ockham.lab.compare;

import java.util.List;
import org.ockham.lab.Chance;
import org.ockham.lab.RunResult;

/**
 * How much of a variant's spread one kind of chance makes: its runs differ by this alone, and have all else from the first seed.
 *
 * @param variant the variant's name
 * @param chance what differs
 * @param spread of the criterion's metric
 * @param runs the runs, by seed; the first is the ordinary run of the first seed
 */
public record Variation(String variant, Chance chance, Spread spread, List<RunResult> runs) {

  public Variation {
    runs = List.copyOf(runs);
  }
}
