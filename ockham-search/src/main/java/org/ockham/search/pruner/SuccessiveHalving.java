package org.ockham.search.pruner;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.ockham.search.check.Check;
import org.ockham.search.trial.FrozenTrial;

/**
 * Asynchronous successive halving: of the trials that reach a rung, at steps minResource · factor^(rung + rate), one in
 * factor goes on to the next. Rungs are noted in the trials as Optuna notes them.
 *
 * <p>Source: L. Li et al., <em>A system for massively parallel hyperparameter tuning</em>, MLSys 2020.
 *
 * @param minResource the step of the first rung, or null for a hundredth of the steps of the first complete trial
 * @param factor one trial in so many goes on; 4 by default
 * @param rate how many rungs are left out at the start; 0 by default
 * @param bootstrap how many trials must reach a rung before any goes on; 0 by default
 */
public record SuccessiveHalving(@Nullable Integer minResource, int factor, int rate, int bootstrap)
    implements Pruner {

  /** Checks the numbers. */
  public SuccessiveHalving {
    if (minResource != null) {
      Check.atLeast("minResource", minResource, 1);
    }
    Check.atLeast("factor", factor, 2);
    Check.atLeast("rate", rate, 0);
    Check.atLeast("bootstrap", bootstrap, 0);
  }

  /**
   * With the defaults.
   *
   * @return the pruner
   */
  public static SuccessiveHalving standard() {
    return new SuccessiveHalving(null, 4, 0, 0);
  }

  /**
   * With a first rung and a factor.
   *
   * @param minResource the step of the first rung
   * @param factor one trial in so many goes on
   * @return the pruner
   */
  public static SuccessiveHalving of(int minResource, int factor) {
    return new SuccessiveHalving(minResource, factor, 0, 0);
  }

  @Override
  public boolean prune(RunningTrial running) {
    return prune(running, trial -> true);
  }

  /** Whether to stop, among those competitors only. */
  boolean prune(RunningTrial running, Predicate<FrozenTrial> competes) {
    Integer step = running.step();
    int first = firstRung(running);
    if (step == null || first < 1) {
      return false;
    }
    List<FrozenTrial> others = running.others(true).stream().filter(competes).toList();
    for (int rung = rungs(running.trial()); ; rung++) {
      if (step < first * Math.pow(factor, rate + rung)) {
        return false;
      }
      Object mine = running.measure(running.trial(), step);
      if (mine == null) {
        return true;
      }
      String key = key(rung);
      running.memory().accept(key, mine);
      List<Object> competing = new ArrayList<>();
      for (FrozenTrial other : others) {
        Object theirs = other.systemAttributes().get(key);
        if (theirs != null) {
          competing.add(theirs);
        }
      }
      if (competing.size() + 1 <= bootstrap || !promoted(running, mine, competing)) {
        return true;
      }
    }
  }

  private boolean promoted(RunningTrial running, Object mine, List<Object> competing) {
    List<Object> all = new ArrayList<>(competing);
    all.add(mine);
    List<Double> losses = running.rank(all);
    double own = losses.get(losses.size() - 1);
    Collections.sort(losses);
    return own <= losses.get(Math.max(0, losses.size() / factor - 1));
  }

  private int firstRung(RunningTrial running) {
    if (minResource != null) {
      return minResource;
    }
    OptionalInt last = running.lastOfFirst();
    return last.isEmpty() ? 0 : Math.max(1, last.getAsInt() / 100);
  }

  private static String key(int rung) {
    return "completed_rung_" + rung;
  }

  private static int rungs(FrozenTrial trial) {
    int rung = 0;
    while (trial.systemAttributes().containsKey(key(rung))) {
      rung++;
    }
    return rung;
  }
}
