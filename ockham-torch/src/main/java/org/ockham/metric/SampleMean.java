package org.ockham.metric;

import java.util.function.DoubleUnaryOperator;
import org.ockham.state.SavedState;
import org.ockham.tensor.Tensor;

/** Metrics that are the mean of something over samples or elements. */
abstract sealed class SampleMean implements Metric
    permits Accuracy,
        ExactMatch,
        TopKAccuracy,
        MeanAbsoluteError,
        MeanSquaredError,
        OutputEntropy,
        Perplexity,
        RootMeanSquaredError {

  final Mean mean = new Mean();

  /** Takes in the error of each element, measured so. */
  final void addErrors(Tensor output, Tensor target, DoubleUnaryOperator measure) {
    ClassBatch.sameShape(name(), output, target);
    float[] values = ClassBatch.numbers(name(), "output", output);
    float[] expected = ClassBatch.numbers(name(), "target", target);
    for (int i = 0; i < values.length; i++) {
      mean.add(measure.applyAsDouble((double) values[i] - expected[i]), 1);
    }
  }

  @Override
  public double value() {
    return mean.value();
  }

  @Override
  public final void reset() {
    mean.reset();
  }

  @Override
  public final SavedState state() {
    return mean.state();
  }

  @Override
  public final void restore(SavedState saved) {
    mean.restore(saved);
  }
}
