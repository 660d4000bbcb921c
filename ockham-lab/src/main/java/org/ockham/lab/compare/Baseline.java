package org.ockham.lab.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.RunResult;
import org.ockham.lab.baseline.Baselines;

/**
 * What is reached without a network, or with the simplest, on the same splits: a network that is no better is not worth its price.
 * {@link Baselines} makes them.
 *
 * @param name {@code majority} or {@code mean}: says the same of all samples; {@code linear}: one linear layer, trained as the first variant
 *     is, but without its regularisers
 * @param runs by seed and fold
 */
public record Baseline(String name, List<RunResult> runs) {

  public Baseline {
    runs = List.copyOf(runs);
  }

  /** The metric of this tag over the runs. */
  public Spread selected(String tag) {
    return Spread.of(runs.stream().map(run -> run.selected(tag)).toList());
  }

  Map<String, @Nullable Object> entries(Criterion criterion) {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    entries.put("name", name);
    entries.put("metric", criterion.metric());
    entries.putAll(VariantSummary.entries(selected(criterion.metric()), criterion.confidence()));
    entries.put("runs", runs.stream().map(RunResult::entries).toList());
    return entries;
  }
}
