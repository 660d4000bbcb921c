package org.ockham.train;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Batch;
import org.ockham.metric.Mean;
import org.ockham.metric.Metric;
import org.ockham.state.SavedState;
import org.ockham.state.Stateful;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Tensor;

/**
 * Collects what the steps of one pass over a data set give. The loss is the mean over all that counted in it, so that it does not
 * depend on how the data was cut into batches.
 */
final class Averages implements Stateful {

  private final Mean loss = new Mean();
  /** By name: the order of a step's own, as of Map.of, may be another in every process. */
  private final Map<String, Mean> values = new TreeMap<>();

  private final TrainingModule module;
  private final List<Metric> metrics;
  private final String stage;
  private final @Nullable Fit fit;

  /**
   * For a pass of this stage: {@code train}, {@code val} or {@code test}.
   *
   * @param fit the fit that a loss which is not finite ends; null to take it as it is
   */
  Averages(TrainingModule module, String stage, @Nullable Fit fit) {
    this.module = module;
    this.metrics = module.metrics();
    this.stage = stage;
    this.fit = fit;
  }

  /** Takes in a step over this batch; returns its loss, which is not a number where nothing in the batch counts. */
  double add(StepOutput output, Batch batch) {
    double value = lossOf(output, batch);
    if (!output.isEmpty()) {
      double amount = output.amount(batch);
      loss.add(output.isSum() ? value / amount : value, amount);
    }
    output
        .values()
        .forEach((name, number) ->
            values.computeIfAbsent(name, key -> new Mean()).add(number, batch.size()));
    Tensor predicted = output.output();
    Tensor target = output.target();
    if (predicted != null && target != null) {
      measure(predicted, target, batch);
    }
    return value;
  }

  /** A step's loss, not a number where nothing in the batch counts. One that is not finite though something does ends the fit. */
  double lossOf(StepOutput output, Batch batch) {
    double value = value(output.loss());
    if (output.isEmpty()) {
      return Double.NaN;
    }
    if (fit != null && !Double.isFinite(value)) {
      throw NotFinite.of("the loss is " + value, stage, batch, module.network(), fit);
    }
    return value;
  }

  /** Metrics refuse what is not a number, each in its own words. */
  private void measure(Tensor predicted, Tensor target, Batch batch) {
    try {
      for (Metric metric : metrics) {
        metric.update(predicted, target);
      }
    } catch (EngineException e) {
      if (NotFinite.isFinite(predicted)) {
        throw e;
      }
      throw NotFinite.of("the output is not finite", stage, batch, module.network(), fit);
    }
  }

  private static double value(Tensor loss) {
    if (loss.numel() != 1) {
      throw new IllegalArgumentException("the loss has shape " + Arrays.toString(loss.shape())
          + " where the trainer needs one number: take the reduction MEAN or SUM");
    }
    return loss.item();
  }

  /** The numbers so far, tagged with the stage: {@code train/loss} … */
  Map<String, Double> values() {
    Map<String, Double> tagged = new LinkedHashMap<>();
    tagged.put(stage + "/loss", loss.value());
    metrics.forEach(metric -> tagged.put(stage + "/" + metric.name(), metric.value()));
    values.forEach((name, mean) -> tagged.put(stage + "/" + name, mean.value()));
    return tagged;
  }

  @Override
  public SavedState state() {
    Map<String, SavedState> parts = new LinkedHashMap<>();
    Map<String, Object> means = new LinkedHashMap<>();
    values.forEach((name, mean) -> means.put(name, mean.state().values()));
    parts.put("loss", loss.state());
    parts.put("values", SavedState.of(Map.of("means", means)));
    for (int i = 0; i < metrics.size(); i++) {
      parts.put(key(i), metrics.get(i).state());
    }
    return SavedState.join(parts);
  }

  @Override
  public void restore(SavedState saved) {
    Map<String, @Nullable Object> named = saved.part("values").map("means");
    SavedState means = SavedState.of(named);
    loss.restore(saved.part("loss"));
    values.clear();
    named.keySet().forEach(name -> {
      Mean mean = new Mean();
      mean.restore(means.part(name));
      values.put(name, mean);
    });
    for (int i = 0; i < metrics.size(); i++) {
      metrics.get(i).restore(saved.part(key(i)));
    }
  }

  private String key(int metric) {
    return "metric " + (metric + 1);
  }
}
