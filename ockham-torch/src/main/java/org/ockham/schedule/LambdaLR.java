package org.ockham.schedule;

import java.util.function.LongToDoubleFunction;

/**
 * The initial rate times a factor of your own: ηₜ = η₀ · f(t).
 *
 * @param factor f, of the step from 0
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LambdaLR.html">LambdaLR</a>
 */
public record LambdaLR(LongToDoubleFunction factor) implements Curve {

  @Override
  public double rate(long step, double initial) {
    return initial * factor.applyAsDouble(step);
  }
}
