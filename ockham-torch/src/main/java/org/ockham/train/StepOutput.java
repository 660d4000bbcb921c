package org.ockham.train;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.tensor.Tensor;

/**
 * What a step gives.
 *
 * @param loss a scalar; in training it is differentiated
 * @param output the network's output, for the metrics; null if there are none
 * @param target what the output should have been, for the metrics
 * @param values further numbers to log, averaged over the epoch by the batches' sizes: a penalty, a norm
 */
public record StepOutput(
    Tensor loss, @Nullable Tensor output, @Nullable Tensor target, Map<String, Double> values) {

  /** A loss alone. */
  public static StepOutput of(Tensor loss) {
    return new StepOutput(loss, null, null, Map.of());
  }

  /** A loss, and what metrics are computed from. */
  public static StepOutput of(Tensor loss, Tensor output, Tensor target) {
    return new StepOutput(loss, output, target, Map.of());
  }

  /** With these numbers logged too. */
  public StepOutput logging(Map<String, Double> values) {
    return new StepOutput(loss, output, target, Map.copyOf(values));
  }
}
