package org.ockham.schedule;

import java.util.List;
import org.ockham.check.Check;
import org.ockham.check.Copy;

/**
 * Falls by a factor at given steps: ηₜ = η₀ · γ^(how many milestones are ≤ t).
 *
 * @param milestones the first steps at each lower rate; one that is there twice counts twice
 * @param gamma γ; default 0.1
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.lr_scheduler.MultiStepLR.html">MultiStepLR</a>
 */
public record MultiStepLR(List<Long> milestones, double gamma) implements Curve {

  public MultiStepLR {
    milestones = milestones.stream().sorted().toList();
    Check.notNegative("gamma", gamma);
  }

  /** A tenth at each of these steps. */
  public static MultiStepLR at(long... steps) {
    return new MultiStepLR(java.util.Arrays.stream(steps).boxed().toList(), 0.1);
  }

  /** The same with this factor. */
  public MultiStepLR gamma(double gamma) {
    return Copy.of(this, "gamma", gamma);
  }

  @Override
  public double rate(long step, double initial) {
    int passed = 0;
    for (long milestone : milestones) {
      passed += milestone <= step ? 1 : 0;
    }
    return initial * Math.pow(gamma, passed);
  }
}
