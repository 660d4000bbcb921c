package org.ockham.lab.tune;

import java.util.Map;
import org.ockham.lab.recipe.SearchPlan;
import org.ockham.lab.recipe.SearchSpace;
import org.ockham.lab.recipe.TrainingPlan;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.sampler.Sampler;

/** What a recipe's strategy is for a run: what the run knows better than the recipe is filled in. */
final class Strategies {

  private Strategies() {}

  /** Its sampler, whose random streams have this seed. */
  static Sampler sampler(SearchPlan.Strategy strategy, long seed) {
    return strategy.sampler().make(Map.of("seed", seed));
  }

  /** The space that its sampler walks: a grid's is cut to a few values of each interval. */
  static SearchSpace space(SearchPlan plan, SearchPlan.Strategy strategy) {
    return strategy.sampler().word().equals("grid")
        ? plan.space().gridded(plan.points())
        : plan.space();
  }

  /** Its pruner; a step is an epoch. */
  static Pruner pruner(SearchPlan.Strategy strategy, TrainingPlan plan) {
    return strategy.pruner().make(steps(plan));
  }

  /** What pruners have from the epochs of a training. */
  static Map<String, Integer> steps(TrainingPlan plan) {
    // A run may stop at its first validation, or after a share of 1/81 of its epochs, four rungs
    // below the end.
    int first = Math.min(plan.epochs(), Math.max(plan.validateEvery(), (plan.epochs() + 80) / 81));
    return Map.of("minResource", first, "maxResource", plan.epochs());
  }
}
