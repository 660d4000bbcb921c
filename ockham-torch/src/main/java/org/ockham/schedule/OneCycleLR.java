package org.ockham.schedule;

import java.util.List;
import java.util.Map;
import org.ockham.check.Check;
import org.ockham.check.Copy;

/**
 * One rise to a high rate and one fall to a tiny one, while the momentum falls and rises (Smith, Topin 2018, <a
 * href="https://arxiv.org/abs/1708.07120">arXiv:1708.07120</a>): from maxRate / divFactor to maxRate in the first pctStart of the
 * steps, then to maxRate / divFactor / finalDivFactor; with three phases first back as it came. Past the last step it stays
 * there. The optimiser's own rate plays no part.
 *
 * @param maxRate the highest rate; one for all groups, or one a group
 * @param totalSteps all steps
 * @param pctStart the part of them in which the rate rises, with three phases at most 0.5; default 0.3
 * @param linear whether on lines, else by half cosines; default false
 * @param cycleMomentum whether the momentum is set too; default true
 * @param baseMomentum the momentum at the highest rate; default 0.85
 * @param maxMomentum the momentum at both ends; default 0.95
 * @param divFactor how many times lower it starts; default 25
 * @param finalDivFactor how many times lower than at the start it ends; default 1e4
 * @param threePhase whether it falls as it rose, and then on; default false
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.OneCycleLR.html">OneCycleLR</a>
 */
public record OneCycleLR(
    List<Double> maxRate,
    long totalSteps,
    double pctStart,
    boolean linear,
    boolean cycleMomentum,
    double baseMomentum,
    double maxMomentum,
    double divFactor,
    double finalDivFactor,
    boolean threePhase)
    implements Curve {

  public OneCycleLR {
    maxRate = PerGroup.rates("maxRate", maxRate);
    Check.atLeast("totalSteps", totalSteps, 1);
    if (!(pctStart >= 0 && pctStart <= 1)) {
      throw new IllegalArgumentException("pctStart is " + pctStart + ": it must lie in [0, 1]");
    }
    if (threePhase && pctStart > 0.5) {
      throw new IllegalArgumentException("pctStart is " + pctStart + ": with three phases it must"
          + " be at most 0.5, for the rate falls back in as many steps as it rises");
    }
    Check.decay("baseMomentum", baseMomentum);
    Check.decay("maxMomentum", maxMomentum);
    Check.positive("divFactor", divFactor);
    Check.positive("finalDivFactor", finalDivFactor);
  }

  /** Up to this rate and down again in so many steps, all else at its default. */
  public static OneCycleLR upTo(double maxRate, long totalSteps) {
    return new OneCycleLR(
        PerGroup.values(maxRate), totalSteps, 0.3, false, true, 0.85, 0.95, 25, 1e4, false);
  }

  /** The same with one highest rate a group. */
  public OneCycleLR maxRate(double... maxRate) {
    return Copy.of(this, "maxRate", PerGroup.values(maxRate));
  }

  /** The same, rising in this part of the steps. */
  public OneCycleLR pctStart(double pctStart) {
    return Copy.of(this, "pctStart", pctStart);
  }

  /** The same on lines or by half cosines. */
  public OneCycleLR linear(boolean linear) {
    return Copy.of(this, "linear", linear);
  }

  /** The same, with the momentum cycled or left alone. */
  public OneCycleLR cycleMomentum(boolean cycleMomentum) {
    return Copy.of(this, "cycleMomentum", cycleMomentum);
  }

  /** The same with the momentum cycled between these. */
  public OneCycleLR momentumBetween(double base, double max) {
    return Copy.of(this, Map.of("cycleMomentum", true, "baseMomentum", base, "maxMomentum", max));
  }

  /** The same, starting so many times lower than the highest rate and ending so many times lower than that. */
  public OneCycleLR divFactors(double divFactor, double finalDivFactor) {
    return Copy.of(this, Map.of("divFactor", divFactor, "finalDivFactor", finalDivFactor));
  }

  /** The same in three phases or two. */
  public OneCycleLR threePhase(boolean threePhase) {
    return Copy.of(this, "threePhase", threePhase);
  }

  @Override
  public Curve ofGroup(int group, int groups) {
    return Copy.of(this, "maxRate", PerGroup.of("maxRate", maxRate, group, groups));
  }

  @Override
  public boolean cyclesMomentum() {
    return cycleMomentum;
  }

  @Override
  public double rate(long step, double initial) {
    double top = maxRate.get(0);
    double start = top / divFactor;
    return at(step, start, top, start, start / finalDivFactor);
  }

  @Override
  public double momentum(long step, double initial) {
    return cycleMomentum ? at(step, maxMomentum, baseMomentum, maxMomentum, maxMomentum) : initial;
  }

  /** From {@code start} to {@code top}, in three phases back to {@code back}, and to {@code end}. */
  private double at(long step, double start, double top, double back, double end) {
    double last = totalSteps - 1.0;
    double now = Math.min((double) step, last);
    double up = pctStart * totalSteps - 1;
    if (now <= up) {
      return move(start, top, up == 0 ? 1 : now / up);
    }
    if (!threePhase) {
      return move(top, end, (now - up) / (last - up));
    }
    double down = 2 * up;
    return now <= down
        ? move(top, back, (now - up) / (down - up))
        : move(back, end, (now - down) / (last - down));
  }

  private double move(double from, double to, double done) {
    return linear ? from + (to - from) * done : CosineAnnealingLR.between(from, to, done);
  }
}
