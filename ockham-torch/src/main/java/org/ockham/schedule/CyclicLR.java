package org.ockham.schedule;

import java.util.List;
import java.util.Map;
import org.ockham.check.Check;
import org.ockham.check.Copy;

/**
 * Up and down between two rates (Smith 2017, <a href="https://arxiv.org/abs/1506.01186">arXiv:1506.01186</a>): ηₜ = b + (m − b) ·
 * h · s, where h rises from 0 to 1 in {@code stepsUp} and falls in {@code stepsDown}, and the scale s is 1, halves every
 * cycle, or is γᵗ. The momentum, if it is cycled, goes the other way, from the higher to the lower. The optimiser's own rate
 * plays no part.
 *
 * @param baseRate b; one for all groups, or one a group
 * @param maxRate m; likewise
 * @param stepsUp steps from b to m; default 2000
 * @param stepsDown steps back; default the same
 * @param mode what s is; default 1
 * @param gamma γ; default 1
 * @param cycleMomentum whether the momentum is set too; default true
 * @param baseMomentum its lower bound; default 0.8
 * @param maxMomentum its upper bound; default 0.9
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.CyclicLR.html">CyclicLR</a>
 */
public record CyclicLR(
    List<Double> baseRate,
    List<Double> maxRate,
    long stepsUp,
    long stepsDown,
    Mode mode,
    double gamma,
    boolean cycleMomentum,
    double baseMomentum,
    double maxMomentum)
    implements Curve {

  /** How high a cycle is. */
  public enum Mode {
    /** All alike: s = 1. */
    TRIANGULAR,
    /** Each half as high as the one before: s = 1 / 2^cycle. */
    HALVING,
    /** s = γᵗ. */
    EXPONENTIAL
  }

  public CyclicLR {
    baseRate = PerGroup.rates("baseRate", baseRate);
    maxRate = PerGroup.rates("maxRate", maxRate);
    Check.atLeast("stepsUp", stepsUp, 1);
    Check.atLeast("stepsDown", stepsDown, 1);
    Check.notNegative("gamma", gamma);
    Check.decay("baseMomentum", baseMomentum);
    Check.decay("maxMomentum", maxMomentum);
  }

  /** Between these rates, all else at its default. */
  public static CyclicLR between(double baseRate, double maxRate) {
    return new CyclicLR(
        PerGroup.values(baseRate),
        PerGroup.values(maxRate),
        2000,
        2000,
        Mode.TRIANGULAR,
        1,
        true,
        0.8,
        0.9);
  }

  /** The same with one lower rate a group. */
  public CyclicLR baseRate(double... baseRate) {
    return Copy.of(this, "baseRate", PerGroup.values(baseRate));
  }

  /** The same with one upper rate a group. */
  public CyclicLR maxRate(double... maxRate) {
    return Copy.of(this, "maxRate", PerGroup.values(maxRate));
  }

  /** The same with so many steps up, and down. */
  public CyclicLR steps(long up, long down) {
    return Copy.of(this, Map.of("stepsUp", up, "stepsDown", down));
  }

  /** The same with cycles that halve. */
  public CyclicLR halving() {
    return Copy.of(this, "mode", Mode.HALVING);
  }

  /** The same with cycles that shrink by this factor every step. */
  public CyclicLR exponential(double gamma) {
    return Copy.of(this, Map.of("mode", Mode.EXPONENTIAL, "gamma", gamma));
  }

  /** The same, with the momentum cycled or left alone. */
  public CyclicLR cycleMomentum(boolean cycleMomentum) {
    return Copy.of(this, "cycleMomentum", cycleMomentum);
  }

  /** The same with the momentum cycled between these. */
  public CyclicLR momentumBetween(double base, double max) {
    return Copy.of(this, Map.of("cycleMomentum", true, "baseMomentum", base, "maxMomentum", max));
  }

  @Override
  public Curve ofGroup(int group, int groups) {
    return Copy.of(
        this,
        Map.of(
            "baseRate", PerGroup.of("baseRate", baseRate, group, groups),
            "maxRate", PerGroup.of("maxRate", maxRate, group, groups)));
  }

  @Override
  public boolean cyclesMomentum() {
    return cycleMomentum;
  }

  @Override
  public double rate(long step, double initial) {
    double base = baseRate.get(0);
    return base + (maxRate.get(0) - base) * height(step);
  }

  @Override
  public double momentum(long step, double initial) {
    return cycleMomentum ? maxMomentum - (maxMomentum - baseMomentum) * height(step) : initial;
  }

  private double height(long step) {
    long length = stepsUp + stepsDown;
    long cycle = step / length;
    long within = step % length;
    double height =
        within <= stepsUp ? (double) within / stepsUp : (double) (length - within) / stepsDown;
    return height
        * switch (mode) {
          case TRIANGULAR -> 1;
          case HALVING -> Math.pow(0.5, (double) cycle);
          case EXPONENTIAL -> Math.pow(gamma, (double) step);
        };
  }
}
