package org.ockham.train;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Batch;
import org.ockham.loss.Loss;
import org.ockham.tensor.Tensor;

/**
 * What a step gives.
 *
 * @param loss a scalar; in training it is differentiated
 * @param output the network's output, for the metrics; null if there are none
 * @param target what the output should have been, for the metrics
 * @param values further numbers to log, averaged over the epoch by the batches' sizes, in the order of their names: a penalty, a norm
 * @param count how much the loss counts in the epoch's; null for a mean over the batch's samples
 */
public record StepOutput(
    Tensor loss,
    @Nullable Tensor output,
    @Nullable Tensor target,
    Map<String, Double> values,
    @Nullable Count count) {

  public StepOutput {
    // The order of Map.of is another in every process.
    values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
  }

  /**
   * How much the loss of a batch counts in that of an epoch, which is the mean over all that counted.
   *
   * @param amount what a mean is divided by: of labels those that are not ignored, or the sum of their weights. A batch with 0 is
   *     left out
   * @param summed whether the loss is the sum over what counts, not its mean
   */
  public record Count(double amount, boolean summed) {

    public Count {
      if (!(amount >= 0) || Double.isInfinite(amount)) {
        throw new IllegalArgumentException(
            "a batch counts " + amount + ": it must be finite and at least 0");
      }
    }
  }

  /** A loss alone. */
  public static StepOutput of(Tensor loss) {
    return new StepOutput(loss, null, null, Map.of(), null);
  }

  /** A loss, and what metrics are computed from. */
  public static StepOutput of(Tensor loss, Tensor output, Tensor target) {
    return new StepOutput(loss, output, target, Map.of(), null);
  }

  /** With these numbers logged too. */
  public StepOutput logging(Map<String, Double> values) {
    return new StepOutput(loss, output, target, values, count);
  }

  /** What a loss gives for an output, with as much as it says counts. */
  public static StepOutput of(Loss loss, Tensor output, Tensor target) {
    Tensor value = loss.apply(output, target);
    Count count = new Count(loss.counted(output, target), loss.isSum());
    return new StepOutput(value, output, target, Map.of(), count);
  }

  /** Counting so much. */
  public StepOutput counting(Count count) {
    return new StepOutput(loss, output, target, values, count);
  }

  /** Measured against these targets. */
  StepOutput against(@Nullable Tensor target) {
    return new StepOutput(loss, output, target, values, count);
  }

  /** How much the loss of this batch counts: what a mean over it was divided by. */
  double amount(Batch batch) {
    return count == null ? batch.size() : count.amount();
  }

  /** Whether the loss is the sum over what counts. */
  boolean isSum() {
    return count != null && count.summed();
  }

  /** Whether nothing in the batch counts: the mean of no losses is not a number, and has no gradient. */
  boolean isEmpty() {
    return count != null && count.amount() == 0;
  }
}
