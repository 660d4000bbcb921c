package org.ockham.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.metric.Mean;
import org.ockham.metric.Metric;
import org.ockham.tensor.Tensor;

/** Collects what the steps of one pass over a data set give. */
final class Averages {

  private final Mean loss = new Mean();
  private final Map<String, Mean> values = new LinkedHashMap<>();
  private final List<Metric> metrics;

  Averages(TrainingModule module) {
    metrics = module.metrics();
  }

  /** Takes in a step over this many samples; returns its loss. */
  double add(StepOutput output, int samples) {
    double value = output.loss().item();
    loss.add(value, samples);
    output
        .values()
        .forEach(
            (name, number) -> values.computeIfAbsent(name, key -> new Mean()).add(number, samples));
    Tensor predicted = output.output();
    Tensor target = output.target();
    if (predicted != null && target != null) {
      for (Metric metric : metrics) {
        metric.update(predicted, target);
      }
    }
    return value;
  }

  /** The numbers so far, tagged with this stage: {@code train/loss} … */
  Map<String, Double> values(String stage) {
    Map<String, Double> tagged = new LinkedHashMap<>();
    tagged.put(stage + "/loss", loss.value());
    metrics.forEach(metric -> tagged.put(stage + "/" + metric.name(), metric.value()));
    values.forEach((name, mean) -> tagged.put(stage + "/" + name, mean.value()));
    return tagged;
  }
}
