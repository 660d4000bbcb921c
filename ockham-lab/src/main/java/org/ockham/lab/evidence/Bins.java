package org.ockham.lab.evidence;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * How numbers are distributed over bins of equal width; the outermost take what lies beyond them. Numbers that are not finite count
 * nowhere.
 *
 * @param low where the first bin begins
 * @param high where the last ends, over low
 * @param counts how many numbers lie in each
 */
public record Bins(double low, double high, List<Long> counts) {

  public Bins {
    counts = List.copyOf(counts);
    if (!(low < high) || counts.isEmpty()) {
      throw new IllegalArgumentException("bins from " + low + " to " + high + ", " + counts.size()
          + " of them: the end must be over the beginning, and there must be at least 1");
    }
  }

  /** Of these numbers. */
  static Bins of(double low, double high, int bins, double... numbers) {
    List<Long> counts = new ArrayList<>(Collections.nCopies(bins, 0L));
    for (double number : numbers) {
      if (Double.isFinite(number)) {
        int bin = (int) Math.floor((number - low) / (high - low) * bins);
        int place = Math.max(0, Math.min(bins - 1, bin));
        counts.set(place, counts.get(place) + 1);
      }
    }
    return new Bins(low, high, counts);
  }

  /** How many numbers there are. */
  public long total() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }

  /** The middle of a bin. */
  public double middle(int bin) {
    return low + (high - low) * (bin + 0.5) / counts.size();
  }

  /** The part of all numbers that lies in a bin, 0 if there are none. */
  public double share(int bin) {
    return (double) counts.get(bin) / Math.max(1, total());
  }
}
