package org.ockham.schedule;

import java.util.List;
import java.util.Map;
import org.ockham.check.Check;
import org.ockham.check.Copy;

/**
 * From the rate in force to that at which weights are averaged, then on at that: ηₜ = (1 − αₜ) · c(t₀) + αₜ · s, where αₜ rises
 * from 0 at t₀ to 1 in T steps, by half a cosine or on a line (Izmailov et al. 2018, <a
 * href="https://arxiv.org/abs/1803.05407">arXiv:1803.05407</a>). Up to t₀ another curve c is followed:
 *
 * <pre>{@code
 * Curve rates = SWALR.to(0.05).annealSteps(5).after(75, CosineAnnealingLR.over(100));
 * }</pre>
 *
 * @param swaRate s; one for all groups, or one a group
 * @param annealSteps T ({@code anneal_epochs}); default 10. At 0 it is s from t₀ on.
 * @param linear whether on a line, else by half a cosine; default false
 * @param start t₀; default 0
 * @param before c; default the optimiser's own rate
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.swa_utils.SWALR.html">SWALR</a>
 */
public record SWALR(
    List<Double> swaRate, long annealSteps, boolean linear, long start, Curve before)
    implements Curve {

  public SWALR {
    swaRate = PerGroup.rates("swaRate", swaRate);
    Check.atLeast("annealSteps", annealSteps, 0);
    Check.atLeast("start", start, 0);
  }

  /** To this rate, or to one a group, from the optimiser's own. */
  public static SWALR to(double... swaRate) {
    return new SWALR(PerGroup.values(swaRate), 10, false, 0, ConstantLR.of(1, 0));
  }

  /** The same in so many steps. */
  public SWALR annealSteps(long annealSteps) {
    return Copy.of(this, "annealSteps", annealSteps);
  }

  /** The same on a line or by half a cosine. */
  public SWALR linear(boolean linear) {
    return Copy.of(this, "linear", linear);
  }

  /** The same from this step on, after this curve. */
  public SWALR after(long start, Curve before) {
    return Copy.of(this, Map.of("start", start, "before", before));
  }

  @Override
  public boolean cyclesMomentum() {
    return before.cyclesMomentum();
  }

  @Override
  public Curve ofGroup(int group, int groups) {
    return Copy.of(
        this,
        Map.of(
            "swaRate", PerGroup.of("swaRate", swaRate, group, groups),
            "before", before.ofGroup(group, groups)));
  }

  @Override
  public double rate(long step, double initial) {
    double from = before.rate(Math.min(step, start), initial);
    if (step < start) {
      return from;
    }
    double to = swaRate.get(0);
    double done = annealSteps == 0 ? 1 : Math.min(1, (double) (step - start) / annealSteps);
    return linear ? from + (to - from) * done : CosineAnnealingLR.between(from, to, done);
  }

  @Override
  public double momentum(long step, double initial) {
    return before.momentum(Math.min(step, start), initial);
  }
}
