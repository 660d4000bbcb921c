package org.ockham.metric;

import org.ockham.state.Stateful;
import org.ockham.tensor.Tensor;

/**
 * A measure over all samples of an epoch, fed a batch at a time. Its state is what it has taken in, so that an epoch can be left in its
 * midst and gone on with later.
 */
public interface Metric extends Stateful {

  /** The last part of its tag: {@code accuracy} of {@code val/accuracy}. */
  String name();

  /** Takes in one batch: the network's output and the target. */
  void update(Tensor output, Tensor target);

  /** The value over all that has been taken in; not a number before anything has. */
  double value();

  /** Starts again from nothing. */
  void reset();

  /**
   * The same without the samples whose target is this class (padding, what nobody labelled): of outputs [n, *] and targets [n].
   * What it takes in, this metric takes in.
   *
   * <pre>{@code
   * new F1(Averaging.MACRO).ignoring(-100)
   * }</pre>
   */
  default Metric ignoring(long index) {
    return new Ignoring(this, index);
  }
}
