package org.ockham.lab.tune;

import org.ockham.lab.recipe.SearchPlan;
import org.ockham.lab.recipe.SearchSpace;
import org.ockham.lab.recipe.TrainingPlan;
import org.ockham.search.pruner.Hyperband;
import org.ockham.search.pruner.Percentile;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.pruner.SuccessiveHalving;
import org.ockham.search.sampler.BruteForce;
import org.ockham.search.sampler.CmaEs;
import org.ockham.search.sampler.Gp;
import org.ockham.search.sampler.Nsga;
import org.ockham.search.sampler.QuasiRandom;
import org.ockham.search.sampler.Random;
import org.ockham.search.sampler.RandomThenLocal;
import org.ockham.search.sampler.Sampler;
import org.ockham.search.sampler.Tpe;

/** What the names of samplers and pruners in a recipe stand for. */
final class Strategies {

  private Strategies() {}

  /** The sampler of this name, one of {@link SearchPlan#SAMPLERS}. */
  static Sampler sampler(String name, long seed) {
    return switch (name) {
      case "tpe" -> Tpe.seeded(seed).withGroup(true); // a recipe's space is conditional
      case "gp" -> Gp.seeded(seed);
      case "cma-es" -> CmaEs.seeded(seed);
      case "random" -> Random.seeded(seed);
      case "sobol" -> QuasiRandom.sobol(seed);
      case "halton" -> QuasiRandom.halton(seed);
      case "grid" ->
        BruteForce.seeded(seed).withSameSpace(); // over the space that is cut to a grid
      case "nsga-ii" -> Nsga.two(seed);
      case "random-then-local" -> RandomThenLocal.seeded(seed);
      default -> throw new IllegalArgumentException("there is no sampler " + name);
    };
  }

  /** The space that this sampler walks: a grid's is cut to a few values of each interval. */
  static SearchSpace space(SearchPlan plan, SearchPlan.Strategy strategy) {
    return strategy.sampler().equals("grid") ? plan.space().gridded(plan.points()) : plan.space();
  }

  /** The pruner of this name, one of {@link SearchPlan#PRUNERS}; a step is an epoch. */
  static Pruner pruner(String name, TrainingPlan plan) {
    // A run may stop at its first validation, or after a share of 1/81 of its epochs, four rungs
    // below the end.
    int first = Math.min(plan.epochs(), Math.max(plan.validateEvery(), (plan.epochs() + 80) / 81));
    return switch (name) {
      case "none" -> Pruner.none();
      case "median" -> Percentile.median();
      case "hyperband" -> Hyperband.of(first, plan.epochs());
      case "successive-halving" -> SuccessiveHalving.of(first, 4);
      default -> throw new IllegalArgumentException("there is no pruner " + name);
    };
  }
}
