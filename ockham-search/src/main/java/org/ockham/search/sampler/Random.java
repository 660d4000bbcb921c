package org.ockham.search.sampler;

import java.util.List;
import org.ockham.search.trial.Direction;

/**
 * Every parameter uniformly over its range, in the logarithm on a log scale.
 *
 * @param seed the key of its random streams
 */
public record Random(long seed) implements Sampler {

  /**
   * With streams of a seed.
   *
   * @param seed any number
   * @return the sampler
   */
  public static Random seeded(long seed) {
    return new Random(seed);
  }

  /**
   * With a seed that nobody chose.
   *
   * @return the sampler
   */
  public static Random unseeded() {
    return new Random(Streams.anySeed());
  }

  @Override
  public Proposer open(List<Direction> directions) {
    return (ask, name, distribution) ->
        distribution.quantile(Streams.of(seed, ask.trial().number(), name).nextDouble());
  }
}
