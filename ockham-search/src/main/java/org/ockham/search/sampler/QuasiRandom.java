package org.ockham.search.sampler;

import java.util.List;
import java.util.SplittableRandom;
import org.hipparchus.random.HaltonSequenceGenerator;
import org.hipparchus.random.RandomVectorGenerator;
import org.hipparchus.random.SobolSequenceGenerator;
import org.jspecify.annotations.Nullable;
import org.ockham.search.space.Distribution;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

/**
 * Points of a low-discrepancy sequence, which cover the space more evenly than random ones. The parameters are those of the
 * first trial that ended; a trial takes the point of its number, so that any number of workers share one sequence. What
 * else the objective asks for is random.
 *
 * <p>Randomised by a shift modulo 1: R. Cranley, T. Patterson, <em>Randomization of number theoretic methods for multiple
 * integration</em>, SIAM Journal on Numerical Analysis 13 (1976).
 *
 * @param seed the key of the shift
 * @param sequence Sobol (up to 1000 parameters) or Halton (up to 40)
 */
public record QuasiRandom(long seed, Sequence sequence) implements Sampler {

  /** A low-discrepancy sequence. */
  public enum Sequence {
    /** Sobol's, with the directions of Joe and Kuo. */
    SOBOL,
    /** Halton's. */
    HALTON
  }

  /**
   * Sobol's sequence.
   *
   * @param seed the key of the shift
   * @return the sampler
   */
  public static QuasiRandom sobol(long seed) {
    return new QuasiRandom(seed, Sequence.SOBOL);
  }

  /**
   * Halton's sequence.
   *
   * @param seed the key of the shift
   * @return the sampler
   */
  public static QuasiRandom halton(long seed) {
    return new QuasiRandom(seed, Sequence.HALTON);
  }

  @Override
  public Proposer open(List<Direction> directions) {
    return new Points(this, Random.seeded(seed).open(directions));
  }

  private static final class Points implements Proposer {
    private final QuasiRandom config;
    private final Proposer random;
    private @Nullable RandomVectorGenerator generator;
    private int dimension;

    Points(QuasiRandom config, Proposer random) {
      this.config = config;
      this.random = random;
    }

    @Override
    public Parameters joint(Ask ask) {
      for (FrozenTrial first : ask.history().finished()) {
        if (first.state() != TrialState.FAIL && first.parameters().size() > 0) {
          return point(ask.trial().number(), first.parameters());
        }
      }
      return Parameters.NONE;
    }

    private Parameters point(int number, Parameters space) {
      double[] at = vector(number, space.size());
      SplittableRandom shift = Streams.of(config.seed(), 0, "shift");
      Parameters chosen = Parameters.NONE;
      for (int i = 0; i < space.size(); i++) {
        double u = at[i] + shift.nextDouble();
        Distribution distribution = space.distribution(i);
        chosen = chosen.with(space.name(i), distribution, distribution.quantile(u - Math.floor(u)));
      }
      return chosen;
    }

    private synchronized double[] vector(int index, int size) {
      if (generator == null || dimension != size) {
        generator = config.sequence() == Sequence.SOBOL
            ? new SobolSequenceGenerator(size)
            : new HaltonSequenceGenerator(size);
        dimension = size;
      }
      return generator instanceof SobolSequenceGenerator sobol
          ? sobol.skipTo(index)
          : ((HaltonSequenceGenerator) generator).skipTo(index);
    }

    @Override
    public double single(Ask ask, String name, Distribution distribution) {
      return random.single(ask, name, distribution);
    }
  }
}
