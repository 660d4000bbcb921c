package org.ockham.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ockham.file.FileProblem;
import org.ockham.train.EpochResult;
import org.ockham.train.Metrics;
import org.ockham.train.Monitor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came of a run.
 *
 * @param variant the variant's name
 * @param seed the seed
 * @param parameters how many numbers were trained
 * @param epochs the finished epochs
 * @param bestEpoch the epoch whose weights were selected
 * @param validation the selected weights on the validation data
 * @param test the selected weights on the test data; null for a run that was cut short, or that settings are
 *     chosen by: neither is judged
 * @param interrupted whether it was cut short from outside
 * @param stopReason why it ended before its last epoch, or null
 * @param seconds how long it took
 * @param fold the part of the training images that it was tested on; null where that is the test set itself
 * @param sparsity the share of the selected weights that are exactly 0; NaN if nobody counted
 */
public record RunResult(
    String variant,
    long seed,
    long parameters,
    List<EpochResult> epochs,
    int bestEpoch,
    Metrics validation,
    @Nullable Metrics test,
    boolean interrupted,
    @Nullable String stopReason,
    double seconds,
    @Nullable TestFold fold,
    double sparsity) {

  private static final JsonMapper JSON = JsonMapper.builder()
      .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
      .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
      .build();

  public RunResult {
    epochs = List.copyOf(epochs);
  }

  /** Of the test set itself, where nobody counted zeros. */
  public RunResult(
      String variant,
      long seed,
      long parameters,
      List<EpochResult> epochs,
      int bestEpoch,
      Metrics validation,
      @Nullable Metrics test,
      boolean interrupted,
      @Nullable String stopReason,
      double seconds) {
    this(
        variant,
        seed,
        parameters,
        epochs,
        bestEpoch,
        validation,
        test,
        interrupted,
        stopReason,
        seconds,
        null,
        Double.NaN);
  }

  /** The number of this tag for the selected weights ({@code val/accuracy}, {@code test/loss}), or NaN. */
  public double selected(String tag) {
    Map<String, Double> values = new LinkedHashMap<>(validation.values());
    if (test != null) {
      values.putAll(test.values());
    }
    return values.getOrDefault(tag, Double.NaN);
  }

  /** The number of this tag in the history ({@code train/accuracy}) at the epoch whose weights were selected, or NaN. */
  public double atBest(String tag) {
    return epochs.stream()
        .filter(epoch -> epoch.epoch() == bestEpoch)
        .mapToDouble(epoch -> epoch.metrics().getOrDefault(tag, Double.NaN))
        .findFirst()
        .orElse(Double.NaN);
  }

  /** The last number of this tag in the history ({@code train/loss}), or NaN. */
  public double last(String tag) {
    for (int i = epochs.size() - 1; i >= 0; i--) {
      Double value = epochs.get(i).metrics().get(tag);
      if (value != null) {
        return value;
      }
    }
    return Double.NaN;
  }

  /**
   * The first epoch that was best in this tag of the history ({@code val/loss}); 0 if it was never measured. Best in accuracy and best
   * in loss are different epochs as a rule.
   */
  public int bestEpochIn(String tag) {
    Monitor monitor = Monitor.of(tag);
    int epoch = 0;
    double best = Double.NaN;
    for (EpochResult each : epochs) {
      Double value = each.metrics().get(tag);
      if (value != null && monitor.isBetter(value, best)) {
        best = value;
        epoch = each.epoch();
      }
    }
    return epoch;
  }

  /** As JSON that {@link #read} reads, every number as it is. */
  public String json() {
    return JSON.writeValueAsString(this) + "\n";
  }

  /**
   * A result that {@link #json} wrote.
   *
   * @throws LabException if the file cannot be read, or holds none
   */
  public static RunResult read(Path file) {
    try {
      return of(Files.readString(file));
    } catch (IOException e) {
      throw new LabException(
          LabException.Kind.BAD, file + ": cannot be read: " + FileProblem.reason(e) + ".", e);
    } catch (JacksonException e) {
      throw new LabException(
          LabException.Kind.BAD,
          file + ": is no run's result: delete it, and the run is done again.",
          e);
    }
  }

  /** What {@link #json} wrote. */
  public static RunResult of(String json) {
    return JSON.readValue(json, RunResult.class);
  }

  /** As a tree of plain values, for JSON; what is not a number is null there. */
  public Map<String, @Nullable Object> entries() {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    entries.put("variant", variant);
    entries.put("seed", seed);
    if (fold != null) {
      entries.put("fold", fold.index() + 1);
    }
    entries.put("parameters", parameters);
    entries.put("sparsity", Double.isNaN(sparsity) ? null : sparsity);
    entries.put("interrupted", interrupted);
    entries.put("stopReason", stopReason);
    entries.put("bestEpoch", bestEpoch);
    Map<String, Integer> best = new LinkedHashMap<>();
    validation.values().keySet().forEach(tag -> best.put(tag, bestEpochIn(tag)));
    entries.put("bestEpochs", best);
    entries.put("validation", numbers(validation.values()));
    entries.put("test", test == null ? null : numbers(test.values()));
    entries.put("seconds", seconds);
    entries.put(
        "epochs",
        epochs.stream()
            .map(epoch -> {
              Map<String, @Nullable Object> line = new LinkedHashMap<>();
              line.put("epoch", epoch.epoch());
              line.put("step", epoch.step());
              line.putAll(numbers(epoch.metrics()));
              line.put("seconds", epoch.seconds());
              return line;
            })
            .collect(Collectors.toList()));
    return entries;
  }

  /** Numbers by name, null where they are none: JSON has no NaN. */
  public static Map<String, @Nullable Object> numbers(Map<String, Double> values) {
    Map<String, @Nullable Object> numbers = new LinkedHashMap<>();
    values.forEach((name, value) -> numbers.put(name, Double.isFinite(value) ? value : null));
    return numbers;
  }
}
