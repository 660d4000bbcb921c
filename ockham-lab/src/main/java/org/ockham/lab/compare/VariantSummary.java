package org.ockham.lab.compare;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.RunResult;
import org.ockham.lab.recipe.Variant;
import org.ockham.lab.statistics.Interval;

/**
 * A variant over its seeds.
 *
 * @param variant the variant
 * @param changes the settings in which it differs from the first variant, by dotted key
 * @param parameters how many numbers it trains; 0 if no run finished
 * @param epoch the epoch whose weights were selected, over the seeds
 * @param selected the selected weights' metrics by tag, over the seeds
 * @param last the last epoch's losses by tag ({@code train/loss}, {@code val/loss}), over the seeds: what overfits shows here
 * @param gap by how much the criterion's metric is worse in validation than it was in training in the selected epoch; training is measured
 *     with masks and augmentation on, so it can be below 0
 * @param optimism by how much the metric is worse in the test than in validation, which the epoch was selected by
 * @param seconds how long a run took
 * @param sparsity the share of the selected weights that are exactly 0
 * @param tuned what was found for it before the seeds were run; null if nothing was searched
 */
public record VariantSummary(
    Variant variant,
    Map<String, Object> changes,
    long parameters,
    Spread epoch,
    Map<String, Spread> selected,
    Map<String, Spread> last,
    Spread gap,
    Spread optimism,
    Spread seconds,
    Spread sparsity,
    @Nullable Tuned tuned) {

  public VariantSummary {
    selected = Collections.unmodifiableMap(new LinkedHashMap<>(selected));
    last = Collections.unmodifiableMap(new LinkedHashMap<>(last));
  }

  static VariantSummary of(
      Variant variant,
      Variant base,
      List<RunResult> runs,
      Criterion criterion,
      @Nullable Tuned tuned) {
    Set<String> tags = new LinkedHashSet<>(
        List.of(criterion.at("val"), "val/loss", criterion.at("test"), "test/loss"));
    runs.forEach(run -> {
      tags.addAll(run.validation().values().keySet());
      if (run.test() != null) {
        tags.addAll(run.test().values().keySet());
      }
    });
    Map<String, Spread> selected = new LinkedHashMap<>();
    for (String tag : tags) {
      selected.put(tag, spread(runs, run -> run.selected(tag)));
    }
    Map<String, Spread> last = new LinkedHashMap<>();
    for (String tag : List.of("train/loss", "val/loss")) {
      last.put(tag, spread(runs, run -> run.last(tag)));
    }
    String validation = criterion.at("val");
    return new VariantSummary(
        variant,
        variant.differencesFrom(base),
        runs.isEmpty() ? 0 : runs.get(0).parameters(),
        spread(runs, RunResult::bestEpoch),
        selected,
        last,
        spread(
            runs,
            run -> criterion.gain(run.atBest(criterion.at("train")) - run.selected(validation))),
        spread(
            runs,
            run -> criterion.gain(run.selected(validation) - run.selected(criterion.at("test")))),
        spread(runs, RunResult::seconds),
        spread(runs, RunResult::sparsity),
        tuned);
  }

  private static Spread spread(List<RunResult> runs, ToDoubleFunction<RunResult> number) {
    return Spread.of(runs.stream().map(number::applyAsDouble).toList());
  }

  /** The selected weights' metric of this tag; of no numbers if nobody measured it. */
  public Spread selected(String tag) {
    return selected.getOrDefault(tag, Spread.NONE);
  }

  /** The last epoch's loss of this tag. */
  public Spread last(String tag) {
    return last.getOrDefault(tag, Spread.NONE);
  }

  Map<String, @Nullable Object> entries(double confidence) {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    entries.put("name", variant.name());
    entries.put("changes", changes);
    entries.put("settings", variant.settings());
    entries.put("parameters", parameters);
    entries.put("epoch", entries(epoch, confidence));
    entries.put("selected", entries(selected, confidence));
    entries.put("last", entries(last, confidence));
    entries.put("gap", entries(gap, confidence));
    entries.put("optimism", entries(optimism, confidence));
    entries.put("seconds", seconds.count() == 0 ? null : seconds.mean());
    entries.put("sparsity", entries(sparsity, confidence));
    if (tuned != null) {
      entries.put("tuned", tuned.entries());
    }
    return entries;
  }

  private static Map<String, @Nullable Object> entries(
      Map<String, Spread> spreads, double confidence) {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    spreads.forEach((tag, spread) -> entries.put(tag, entries(spread, confidence)));
    return entries;
  }

  static Map<String, @Nullable Object> entries(Spread spread, double confidence) {
    Interval interval = spread.interval(confidence);
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("mean", spread.mean());
    numbers.put("deviation", spread.deviation());
    numbers.put("low", interval.low());
    numbers.put("high", interval.high());
    Map<String, @Nullable Object> entries = RunResult.numbers(numbers);
    entries.put("count", spread.count());
    return entries;
  }
}
