package org.ockham.regularize;

import org.ockham.check.Check;
import org.ockham.nn.Selection;
import org.ockham.tensor.Tensor;

/**
 * R = λ₁Σ|w| + λ₂Σw², by its subgradient λ₁ · sign(w) + 2λ₂w (Zou, Hastie 2005, <a
 * href="https://doi.org/10.1111/j.1467-9868.2005.00503.x">Elastic net</a>). λ₂ is the courses' factor, as in {@link L2}.
 *
 * @param lambda1 λ₁
 * @param lambda2 λ₂
 * @param on what it applies to; default weights
 */
public record ElasticNet(double lambda1, double lambda2, Selection on)
    implements SubgradientPenalty {

  public ElasticNet {
    Check.notNegative("lambda1", lambda1);
    Check.notNegative("lambda2", lambda2);
  }

  /** On weights. */
  public static ElasticNet of(double lambda1, double lambda2) {
    return new ElasticNet(lambda1, lambda2, Selection.weights());
  }

  /** The same on these. */
  public ElasticNet on(Selection on) {
    return new ElasticNet(lambda1, lambda2, on);
  }

  @Override
  public Tensor loss(Tensor value) {
    return value.abs().sum().mul(lambda1).add(value.square().sum().mul(lambda2));
  }

  @Override
  public Tensor gradient(Tensor value) {
    return value.sign().mul_(lambda1).add_(value, 2 * lambda2);
  }

  @Override
  public String describe() {
    return "elastic net: " + lambda1 + " · Σ|w| + " + lambda2 + " · Σw², on " + on;
  }
}
