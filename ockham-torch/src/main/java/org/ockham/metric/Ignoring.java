package org.ockham.metric;

import java.util.Arrays;
import org.ockham.state.SavedState;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Tensor;

/** Leaves out the samples whose target is a class that does not count. */
record Ignoring(Metric metric, long index) implements Metric {

  @Override
  public String name() {
    return metric.name();
  }

  @Override
  public void update(Tensor output, Tensor target) {
    if (target.dim() != 1 || output.dim() < 1 || output.size(0) != target.size(0)) {
      throw new EngineException(name() + ": the output has shape "
          + Arrays.toString(output.shape()) + " and the target " + Arrays.toString(target.shape())
          + ": to ignore " + index + ", [n, classes] and [n] are expected");
    }
    Tensor counted = target.ne(index).nonzero().flatten();
    metric.update(output.indexSelect(0, counted), target.indexSelect(0, counted));
  }

  @Override
  public double value() {
    return metric.value();
  }

  @Override
  public void reset() {
    metric.reset();
  }

  @Override
  public SavedState state() {
    return metric.state();
  }

  @Override
  public void restore(SavedState saved) {
    metric.restore(saved);
  }
}
