package org.ockham.regularize;

import org.ockham.check.Check;
import org.ockham.nn.Selection;
import org.ockham.tensor.Tensor;

/**
 * R = λΣw², whose gradient is 2λw: the courses' factor. PyTorch's {@code weight_decay} d adds d · w to the gradient, which is R
 * = d/2 · Σw²: {@code L2.of(λ)} does what {@code weight_decay=2λ} does, and {@link #weightDecay} takes PyTorch's number. Both
 * are coupled: an adaptive optimiser scales them with the gradient; decoupled is {@link DecoupledDecay}.
 *
 * @param lambda λ
 * @param on what it applies to; default weights
 */
public record L2(double lambda, Selection on) implements SubgradientPenalty {

  public L2 {
    Check.notNegative("lambda", lambda);
  }

  /** λΣw², on weights. */
  public static L2 of(double lambda) {
    return new L2(lambda, Selection.weights());
  }

  /** d/2 · Σw², as PyTorch's optimisers mean it, but on weights only (theirs is on all parameters). */
  public static L2 weightDecay(double d) {
    return of(d / 2);
  }

  /** The same on these. */
  public L2 on(Selection on) {
    return new L2(lambda, on);
  }

  @Override
  public Tensor loss(Tensor value) {
    return value.square().sum().mul(lambda);
  }

  @Override
  public Tensor gradient(Tensor value) {
    return value.mul(2 * lambda);
  }

  @Override
  public String describe() {
    return "L2: " + lambda + " · Σw² (gradient " + 2 * lambda + " · w, weight_decay " + 2 * lambda
        + "), on " + on;
  }
}
