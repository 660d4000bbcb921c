package org.ockham.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Measured numbers by tag: {@code test/loss}, {@code test/accuracy}.
 *
 * @param values in the order in which they were measured
 */
public record Metrics(Map<String, Double> values) {

  public Metrics {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** The number of this tag; refused with those there are. */
  public double get(String tag) {
    Double value = values.get(tag);
    if (value == null) {
      throw new IllegalArgumentException(
          "there is no metric '" + tag + "'; there are " + values.keySet());
    }
    return value;
  }

  /** {@code test/loss 0.0712, test/accuracy 0.9785}. */
  @Override
  public String toString() {
    return values.entrySet().stream()
        .map(entry -> entry.getKey() + " " + String.format(Locale.ROOT, "%.4f", entry.getValue()))
        .collect(Collectors.joining(", "));
  }
}
