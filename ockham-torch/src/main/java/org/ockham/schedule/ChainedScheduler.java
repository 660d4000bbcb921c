package org.ockham.schedule;

import java.util.List;

/**
 * Several curves at once, each from the rate that the one before gives: ηₜ = cₙ(t, … c₁(t, η₀)). For curves that are a factor
 * times the rate, which most are, the factors multiply, in any order.
 *
 * @param curves at least one
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.ChainedScheduler.html">ChainedScheduler</a>
 */
public record ChainedScheduler(List<Curve> curves) implements Curve {

  public ChainedScheduler {
    curves = List.copyOf(curves);
    if (curves.isEmpty()) {
      throw new IllegalArgumentException("a chain of no curves: it needs at least one");
    }
  }

  /** Of these. */
  public static ChainedScheduler of(Curve... curves) {
    return new ChainedScheduler(List.of(curves));
  }

  @Override
  public boolean cyclesMomentum() {
    return curves.stream().anyMatch(Curve::cyclesMomentum);
  }

  @Override
  public Curve ofGroup(int group, int groups) {
    return new ChainedScheduler(
        curves.stream().map(curve -> curve.ofGroup(group, groups)).toList());
  }

  @Override
  public double rate(long step, double initial) {
    double rate = initial;
    for (Curve curve : curves) {
      rate = curve.rate(step, rate);
    }
    return rate;
  }

  @Override
  public double momentum(long step, double initial) {
    double momentum = initial;
    for (Curve curve : curves) {
      momentum = curve.momentum(step, momentum);
    }
    return momentum;
  }
}
