package org.ockham.search.pruner;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.ockham.search.check.Check;
import org.ockham.search.trial.FrozenTrial;

/**
 * Several brackets of successive halving, from the one that stops early to the one that hardly stops. A trial's bracket
 * follows from the study's name and the trial's number, as it does in Optuna, so that all workers agree on it.
 *
 * <p>Source: L. Li et al., <em>Hyperband: a novel bandit-based approach to hyperparameter optimization</em>, JMLR 18
 * (2018).
 *
 * @param minResource the first step at which a trial may be stopped; 1 by default
 * @param maxResource the number of steps of a whole trial, or null for that of the first complete one: were it to grow with
 *     longer ones, trials would change their brackets, and the rungs noted in them would be of other steps
 * @param factor one trial in so many goes on; 3 by default
 */
public record Hyperband(int minResource, @Nullable Integer maxResource, int factor)
    implements Pruner {

  /** Checks the numbers. */
  public Hyperband {
    Check.positive("minResource", minResource);
    if (maxResource != null) {
      Check.ordered("minResource", minResource, "maxResource", maxResource);
    }
    Check.atLeast("factor", factor, 2);
  }

  /**
   * With the defaults.
   *
   * @return the pruner
   */
  public static Hyperband standard() {
    return new Hyperband(1, null, 3);
  }

  /**
   * With the steps that a trial takes.
   *
   * @param minResource the first step at which a trial may be stopped
   * @param maxResource the number of steps of a whole trial
   * @return the pruner
   */
  public static Hyperband of(int minResource, int maxResource) {
    return new Hyperband(minResource, maxResource, 3);
  }

  @Override
  public boolean prune(RunningTrial running) {
    int most = maxResource == null ? running.lastOfFirst().orElse(-1) + 1 : maxResource;
    if (most < minResource) {
      return false;
    }
    int brackets = 1;
    for (long resource = (long) minResource * factor; resource <= most; resource *= factor) {
      brackets++;
    }
    int count = brackets;
    int mine = bracket(running.study(), running.trial().number(), count);
    return new SuccessiveHalving(minResource, factor, mine, 0)
        .prune(
            running,
            (FrozenTrial other) -> bracket(running.study(), other.number(), count) == mine);
  }

  /** The bracket of a trial: each gets a share of them in proportion to its budget. */
  int bracket(String study, int number, int brackets) {
    long[] budgets = new long[brackets];
    long total = 0;
    for (int i = 0; i < brackets; i++) {
      int halvings = brackets - 1 - i;
      budgets[i] = (long) Math.ceil(brackets * Math.pow(factor, halvings) / (halvings + 1));
      total += budgets[i];
    }
    CRC32 crc = new CRC32();
    crc.update((study + "_" + number).getBytes(StandardCharsets.UTF_8));
    long left = crc.getValue() % total;
    int bracket = 0;
    while (left >= budgets[bracket]) {
      left -= budgets[bracket++];
    }
    return bracket;
  }
}
