package org.ockham.search.sampler;

import java.util.List;
import java.util.SplittableRandom;
import org.ockham.search.check.Check;
import org.ockham.search.space.CategoricalDistribution;
import org.ockham.search.space.Distribution;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.Dominance;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/**
 * Random search first, then steps away from the best trial so far. The length of a step is drawn anew for each trial, log
 * uniform between a thousandth and a third of the ranges, so that no schedule is needed; of the choices one in five is
 * drawn anew. With several objectives the best trial is any on the Pareto front.
 *
 * @param seed the key of its random streams
 * @param startup how many trials are random; 10 by default
 */
public record RandomThenLocal(long seed, int startup) implements Sampler {

  /** Checks the number. */
  public RandomThenLocal {
    Check.positive("startup", startup);
  }

  /**
   * With the defaults and a seed.
   *
   * @param seed any number
   * @return the sampler
   */
  public static RandomThenLocal seeded(long seed) {
    return new RandomThenLocal(seed, 10);
  }

  @Override
  public Proposer open(List<Direction> directions) {
    return new Walk(this, directions);
  }

  private record Walk(RandomThenLocal config, List<Direction> directions) implements Proposer {

    @Override
    public double single(Ask ask, String name, Distribution distribution) {
      int number = ask.trial().number();
      SplittableRandom random = Streams.of(config.seed(), number, name);
      List<FrozenTrial> good = ask.history().finished().stream()
          .filter(trial ->
              trial.state() == TrialState.COMPLETE && trial.parameters().within())
          .toList();
      if (good.size() < config.startup()) {
        return distribution.quantile(random.nextDouble());
      }
      SplittableRandom shared = Streams.of(config.seed(), number, "\0step");
      FrozenTrial best = best(good, shared);
      double step = Math.exp(Math.log(1e-3) + shared.nextDouble() * Math.log(1 / 3e-3));
      double from = best.parameters().internal(name);
      if (!distribution.contains(from)) {
        return distribution.quantile(random.nextDouble());
      }
      if (distribution instanceof CategoricalDistribution) {
        return random.nextDouble() < 0.2 ? distribution.quantile(random.nextDouble()) : from;
      }
      double to = distribution.position(from) + step * random.nextGaussian();
      return distribution.quantile(Math.abs(to) > 1 ? 2 - Math.abs(to) : Math.abs(to));
    }

    private FrozenTrial best(List<FrozenTrial> trials, SplittableRandom random) {
      double least = trials.stream().mapToDouble(FrozenTrial::violation).min().orElse(0);
      List<FrozenTrial> allowed =
          trials.stream().filter(trial -> trial.violation() <= least).toList();
      List<Integer> front = Dominance.front(
          allowed.stream().map(trial -> Dominance.losses(trial, directions)).toList());
      return allowed.get(front.get(random.nextInt(front.size())));
    }
  }
}
