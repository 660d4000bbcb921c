package org.ockham.schedule;

import java.util.List;
import java.util.function.LongToDoubleFunction;

/**
 * The initial rate times a factor of your own: ηₜ = η₀ · f(t).
 *
 * @param factor f, of the step from 0; one for all groups, or one a group
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.LambdaLR.html">LambdaLR</a>
 */
public record LambdaLR(List<LongToDoubleFunction> factor) implements Curve {

  public LambdaLR {
    factor = List.copyOf(factor);
    PerGroup.notEmpty("factor", factor);
  }

  /** Of this function, or of one a group. */
  public LambdaLR(LongToDoubleFunction... factor) {
    this(List.of(factor));
  }

  @Override
  public Curve ofGroup(int group, int groups) {
    return new LambdaLR(PerGroup.of("factor", factor, group, groups));
  }

  @Override
  public double rate(long step, double initial) {
    return initial * factor.get(0).applyAsDouble(step);
  }
}
