package org.ockham.regularize;

import org.ockham.check.Check;
import org.ockham.nn.Selection;
import org.ockham.tensor.Tensor;

/**
 * R = λΣ|w| by its subgradient λ · sign(w), 0 at 0 (Tibshirani 1996, <a
 * href="https://doi.org/10.1111/j.2517-6161.1996.tb02080.x">Lasso</a>). Weights become small but hardly ever exactly 0: for
 * that see {@link ProximalL1}.
 *
 * @param lambda λ
 * @param on what it applies to; default weights
 */
public record L1(double lambda, Selection on) implements SubgradientPenalty {

  public L1 {
    Check.notNegative("lambda", lambda);
  }

  /** On weights. */
  public static L1 of(double lambda) {
    return new L1(lambda, Selection.weights());
  }

  /** The same on these. */
  public L1 on(Selection on) {
    return new L1(lambda, on);
  }

  @Override
  public Tensor loss(Tensor value) {
    return value.abs().sum().mul(lambda);
  }

  @Override
  public Tensor gradient(Tensor value) {
    return value.sign().mul_(lambda);
  }

  @Override
  public String describe() {
    return "L1: " + lambda + " · Σ|w|, by subgradient, on " + on;
  }
}
