package org.ockham.lab.compare;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.RunResult;
import org.ockham.lab.recipe.Variant;

/**
 * A variant over its seeds.
 *
 * @param variant the variant
 * @param changes the settings in which it differs from the first variant, by dotted key
 * @param parameters how many numbers it trains; 0 if no run finished
 * @param epoch the epoch whose weights were selected, over the seeds
 * @param selected the selected weights' metrics by tag, over the seeds
 * @param last the last epoch's losses by tag ({@code train/loss}, {@code val/loss}), over the seeds: what overfits shows here
 */
public record VariantSummary(
    Variant variant,
    Map<String, Object> changes,
    long parameters,
    Spread epoch,
    Map<String, Spread> selected,
    Map<String, Spread> last) {

  static VariantSummary of(Variant variant, Variant base, List<RunResult> runs) {
    Map<String, Spread> selected = new LinkedHashMap<>();
    for (String tag : ComparisonResult.TAGS) {
      selected.put(tag, Spread.of(runs.stream().map(run -> run.selected(tag)).toList()));
    }
    Map<String, Spread> last = new LinkedHashMap<>();
    for (String tag : List.of("train/loss", "val/loss")) {
      last.put(tag, Spread.of(runs.stream().map(run -> run.last(tag)).toList()));
    }
    return new VariantSummary(
        variant,
        variant.differencesFrom(base),
        runs.isEmpty() ? 0 : runs.get(0).parameters(),
        Spread.of(runs.stream().map(run -> (double) run.bestEpoch()).toList()),
        selected,
        last);
  }

  /** The selected weights' metric of this tag. */
  public Spread selected(String tag) {
    return requireNonNull(selected.get(tag), tag);
  }

  /** The last epoch's loss of this tag. */
  public Spread last(String tag) {
    return requireNonNull(last.get(tag), tag);
  }

  Map<String, Object> entries() {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("name", variant.name());
    entries.put("changes", changes);
    entries.put("settings", variant.settings());
    entries.put("parameters", parameters);
    entries.putAll(spreads(Map.of("epoch", epoch)));
    entries.put("selected", spreads(selected));
    entries.put("last", spreads(last));
    return entries;
  }

  private static Map<String, Object> spreads(Map<String, Spread> spreads) {
    Map<String, Object> entries = new LinkedHashMap<>();
    spreads.forEach((tag, spread) -> {
      Map<String, @Nullable Object> numbers = RunResult.numbers(Map.of());
      numbers.put("mean", Double.isNaN(spread.mean()) ? null : spread.mean());
      numbers.put("deviation", Double.isNaN(spread.deviation()) ? null : spread.deviation());
      numbers.put("count", spread.count());
      entries.put(tag, numbers);
    });
    return entries;
  }
}
