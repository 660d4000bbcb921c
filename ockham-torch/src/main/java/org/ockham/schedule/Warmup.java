package org.ockham.schedule;

import org.ockham.check.Check;
import org.ockham.check.Copy;

/**
 * A rise on a line to the first rate of another curve, then that curve: ηₜ = c(0) · (a + (1 − a) · t / T) where t &lt; T, else
 * c(t − T) (Goyal et al. 2017, <a href="https://arxiv.org/abs/1706.02677">arXiv:1706.02677</a>). Made by {@link
 * Curve#afterWarmup}.
 *
 * @param steps T
 * @param startFactor a; default 1 / T, so that the first step is not lost
 * @param then c
 */
public record Warmup(long steps, double startFactor, Curve then) implements Curve {

  public Warmup {
    Check.atLeast("steps", steps, 1);
    Check.notNegative("startFactor", startFactor);
  }

  /** So many steps, then the constant rate. */
  public static Warmup of(long steps) {
    return new Warmup(steps, 1.0 / Math.max(1, steps), ConstantLR.of(1, 0));
  }

  /** The same from this fraction of the rate. */
  public Warmup startFactor(double startFactor) {
    return Copy.of(this, "startFactor", startFactor);
  }

  @Override
  public boolean cyclesMomentum() {
    return then.cyclesMomentum();
  }

  @Override
  public Curve ofGroup(int group, int groups) {
    return new Warmup(steps, startFactor, then.ofGroup(group, groups));
  }

  @Override
  public double rate(long step, double initial) {
    return step < steps
        ? then.rate(0, initial) * (startFactor + (1 - startFactor) * step / steps)
        : then.rate(step - steps, initial);
  }

  @Override
  public double momentum(long step, double initial) {
    return then.momentum(Math.max(0, step - steps), initial);
  }
}
