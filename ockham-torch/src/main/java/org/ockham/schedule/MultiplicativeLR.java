package org.ockham.schedule;

import java.util.List;
import java.util.function.LongToDoubleFunction;

/**
 * Each step multiplies the rate by a factor of your own: ηₜ = ηₜ₋₁ · f(t), so that ηₜ = η₀ · f(1) ⋯ f(t).
 *
 * @param factor f, of the step from 1; one for all groups, or one a group
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.MultiplicativeLR.html">MultiplicativeLR</a>
 */
public record MultiplicativeLR(List<LongToDoubleFunction> factor) implements Curve {

  public MultiplicativeLR {
    factor = List.copyOf(factor);
    PerGroup.notEmpty("factor", factor);
  }

  /** Of this function, or of one a group. */
  public MultiplicativeLR(LongToDoubleFunction... factor) {
    this(List.of(factor));
  }

  @Override
  public Curve ofGroup(int group, int groups) {
    return new MultiplicativeLR(PerGroup.of("factor", factor, group, groups));
  }

  @Override
  public double rate(long step, double initial) {
    double rate = initial;
    for (long t = 1; t <= step; t++) {
      rate *= factor.get(0).applyAsDouble(t);
    }
    return rate;
  }
}
