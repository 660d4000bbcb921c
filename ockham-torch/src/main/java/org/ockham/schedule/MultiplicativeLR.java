package org.ockham.schedule;

import java.util.function.LongToDoubleFunction;

/**
 * Each step multiplies the rate by a factor of your own: ηₜ = ηₜ₋₁ · f(t), so that ηₜ = η₀ · f(1) ⋯ f(t).
 *
 * @param factor f, of the step from 1
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.MultiplicativeLR.html">MultiplicativeLR</a>
 */
public record MultiplicativeLR(LongToDoubleFunction factor) implements Curve {

  @Override
  public double rate(long step, double initial) {
    double rate = initial;
    for (long t = 1; t <= step; t++) {
      rate *= factor.applyAsDouble(t);
    }
    return rate;
  }
}
