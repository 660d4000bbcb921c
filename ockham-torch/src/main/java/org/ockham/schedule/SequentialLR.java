package org.ockham.schedule;

import java.util.ArrayList;
import java.util.List;
import org.ockham.check.Check;

/**
 * One curve after another, each from its own step 0 and from the optimiser's rate: ηₜ = cₖ(t − Mₖ), where Mₖ ≤ t is the last
 * milestone passed.
 *
 * @param curves at least one
 * @param milestones the first step of each curve but the first, rising
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.SequentialLR.html">SequentialLR</a>
 */
public record SequentialLR(List<Curve> curves, List<Long> milestones) implements Curve {

  public SequentialLR {
    curves = List.copyOf(curves);
    milestones = List.copyOf(milestones);
    if (curves.size() != milestones.size() + 1) {
      throw new IllegalArgumentException(
          "a sequence of " + curves.size() + " curves with milestones " + milestones
              + ": it needs one milestone between each two curves");
    }
    for (int i = 0; i < milestones.size(); i++) {
      Check.atLeast("milestone " + i, milestones.get(i), i == 0 ? 1 : milestones.get(i - 1) + 1);
    }
  }

  /** Begins with this curve. */
  public static SequentialLR of(Curve first) {
    return new SequentialLR(List.of(first), List.of());
  }

  /** Goes on with this curve from this step. */
  public SequentialLR then(long milestone, Curve next) {
    List<Curve> longer = new ArrayList<>(curves);
    longer.add(next);
    List<Long> later = new ArrayList<>(milestones);
    later.add(milestone);
    return new SequentialLR(longer, later);
  }

  @Override
  public boolean cyclesMomentum() {
    return curves.stream().anyMatch(Curve::cyclesMomentum);
  }

  @Override
  public Curve ofGroup(int group, int groups) {
    return new SequentialLR(
        curves.stream().map(curve -> curve.ofGroup(group, groups)).toList(), milestones);
  }

  @Override
  public double rate(long step, double initial) {
    int now = curve(step);
    return curves.get(now).rate(step - start(now), initial);
  }

  @Override
  public double momentum(long step, double initial) {
    int now = curve(step);
    return curves.get(now).momentum(step - start(now), initial);
  }

  private int curve(long step) {
    int passed = 0;
    while (passed < milestones.size() && milestones.get(passed) <= step) {
      passed++;
    }
    return passed;
  }

  private long start(int curve) {
    return curve == 0 ? 0 : milestones.get(curve - 1);
  }
}
