package org.ockham.lab.compare;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The settings that were found for a variant before the seeds were run, on validation, as for every other variant by as many trials.
 *
 * @param variant the variant's name
 * @param objective the metric of validation that was to be best
 * @param value what the best trial reached; NaN if all failed
 * @param settings what was found, by dotted key; empty if all trials failed, and the variant kept its own
 * @param trials all trials
 */
public record Tuned(
    String variant,
    String objective,
    double value,
    Map<String, Object> settings,
    List<Trial> trials) {

  /**
   * One of the trials.
   *
   * @param settings what was tried, by dotted key
   * @param value what it reached; NaN if it failed
   */
  public record Trial(Map<String, Object> settings, double value) {

    public Trial {
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }
  }

  public Tuned {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    trials = List.copyOf(trials);
  }

  /** The settings in words: {@code optimizer.lr 0.00312, optimizer.weightDecay 1.2e-05}. */
  public String inWords() {
    return settings.isEmpty()
        ? "the recipe's: all trials failed"
        : settings.entrySet().stream()
            .map(each -> each.getKey() + " "
                + (each.getValue() instanceof Double number
                    ? new BigDecimal(number).round(new MathContext(3)).doubleValue()
                    : each.getValue()))
            .collect(Collectors.joining(", "));
  }

  Map<String, @Nullable Object> entries() {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    entries.put("objective", objective);
    entries.put("value", Double.isNaN(value) ? null : value);
    entries.put("settings", settings);
    entries.put(
        "trials",
        trials.stream()
            .map(trial -> {
              Map<String, @Nullable Object> one = new LinkedHashMap<>(trial.settings);
              one.put("value", Double.isNaN(trial.value) ? null : trial.value);
              return one;
            })
            .toList());
    return entries;
  }
}
