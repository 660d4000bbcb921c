package org.ockham.search.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.ockham.search.check.Check;
import org.ockham.search.space.Distribution;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.History;
import org.ockham.search.trial.Parameters;

/**
 * The tree-structured Parzen estimator, with the defaults of Optuna 5.
 *
 * <p>The best trials, min(⌈0.1 n⌉, 25) of n, give a density l, the others g; of the candidates drawn from l the one with the
 * largest l/g is proposed. With several objectives the best are those of the first non-domination ranks.
 *
 * <p>Sources: J. Bergstra, R. Bardenet, Y. Bengio, B. Kégl, <em>Algorithms for hyper-parameter optimization</em>, NeurIPS
 * 2011; S. Watanabe, <em>Tree-structured Parzen estimator: understanding its algorithm components</em>, arXiv:2304.11127;
 * Y. Ozaki et al., <em>Multiobjective tree-structured Parzen estimator</em>, JAIR 73 (2022).
 *
 * @param seed the key of its random streams
 * @param startup how many trials are random before; 10 by default
 * @param candidates how many points of l are compared; 24 by default
 * @param multivariate whether parameters are proposed together, or null for yes with one objective and no with several
 * @param group whether parameters that occur only together are proposed together, which suits conditional spaces
 * @param constantLiar whether trials under way count among the bad ones, so that parallel workers keep apart
 * @param magicClip whether kernels have a least width
 * @param gamma of n trials how many are good ones, 1 to n, or null for the default above
 * @param weights how much each of n trials counts, the oldest first, n numbers of at least 0 to which the prior adds 1; or
 *     null for the default: a ramp from 1/n to 1, then 25 ones. With several objectives the good ones count alike
 */
public record Tpe(
    long seed,
    int startup,
    int candidates,
    @Nullable Boolean multivariate,
    boolean group,
    boolean constantLiar,
    boolean magicClip,
    @Nullable IntUnaryOperator gamma,
    @Nullable IntFunction<double[]> weights)
    implements Sampler {

  /** Checks the numbers. */
  public Tpe {
    Check.atLeast("startup", startup, 0);
    Check.positive("candidates", candidates);
    if (group && Boolean.FALSE.equals(multivariate)) {
      throw new IllegalArgumentException("group without multivariate: give both or neither");
    }
  }

  /**
   * With the defaults and a seed.
   *
   * @param seed any number
   * @return the sampler
   */
  public static Tpe seeded(long seed) {
    return new Tpe(seed, 10, 24, null, false, true, true, null, null);
  }

  /**
   * With the defaults and a seed that nobody chose.
   *
   * @return the sampler
   */
  public static Tpe unseeded() {
    return seeded(Streams.anySeed());
  }

  /**
   * With another number of random trials before.
   *
   * @param trials how many
   * @return a copy with it
   */
  public Tpe withStartup(int trials) {
    return new Tpe(
        seed, trials, candidates, multivariate, group, constantLiar, magicClip, gamma, weights);
  }

  /**
   * With another number of candidates.
   *
   * @param points how many
   * @return a copy with it
   */
  public Tpe withCandidates(int points) {
    return new Tpe(
        seed, startup, points, multivariate, group, constantLiar, magicClip, gamma, weights);
  }

  /**
   * With parameters proposed together or one by one.
   *
   * @param together which
   * @return a copy with it
   */
  public Tpe withMultivariate(boolean together) {
    return new Tpe(
        seed, startup, candidates, together, group, constantLiar, magicClip, gamma, weights);
  }

  /**
   * With groups of parameters that occur together, for conditional spaces.
   *
   * @param groups whether to look for them
   * @return a copy with it
   */
  public Tpe withGroup(boolean groups) {
    return new Tpe(
        seed, startup, candidates, multivariate, groups, constantLiar, magicClip, gamma, weights);
  }

  /**
   * With or without trials under way among the bad ones.
   *
   * @param lie whether they count
   * @return a copy with it
   */
  public Tpe withConstantLiar(boolean lie) {
    return new Tpe(seed, startup, candidates, multivariate, group, lie, magicClip, gamma, weights);
  }

  /**
   * With another share of good trials.
   *
   * @param good of n trials how many are good ones, 1 to n; {@code n -> Math.max(1, n / 4)} for a quarter
   * @return a copy with it
   */
  public Tpe withGamma(IntUnaryOperator good) {
    return new Tpe(
        seed, startup, candidates, multivariate, group, constantLiar, magicClip, good, weights);
  }

  /**
   * With other weights of the trials.
   *
   * @param counts how much each of n trials counts, the oldest first, each at least 0
   * @return a copy with it
   */
  public Tpe withWeights(IntFunction<double[]> counts) {
    return new Tpe(
        seed, startup, candidates, multivariate, group, constantLiar, magicClip, gamma, counts);
  }

  @Override
  public Proposer open(List<Direction> directions) {
    return new Estimator(this, directions);
  }

  /** How many trials are good ones: a tenth, with one objective at most 25, if nothing else is wanted. */
  int good(int trials, boolean several) {
    if (gamma != null) {
      int good = gamma.applyAsInt(trials);
      if (good < 1 || good > trials) {
        throw new IllegalArgumentException(
            "gamma says that " + good + " of " + trials + " trials are good: give 1 to " + trials);
      }
      return good;
    }
    int tenth = (trials + 9) / 10;
    return several ? tenth : Math.min(tenth, 25);
  }

  private static final class Estimator implements Proposer {

    private final Tpe tpe;
    private final boolean joint;
    private final boolean several;
    private final Observations observations;
    private final Proposer random;

    Estimator(Tpe tpe, List<Direction> directions) {
      this.tpe = tpe;
      this.several = directions.size() > 1;
      this.joint = tpe.group() || (tpe.multivariate() == null ? !several : tpe.multivariate());
      this.observations = new Observations(directions, tpe.group());
      this.random = Random.seeded(tpe.seed()).open(directions);
    }

    @Override
    public synchronized Parameters joint(Ask ask) {
      Parameters chosen = Parameters.NONE;
      if (joint && ready(ask.history())) {
        for (Map<String, Distribution> space :
            observations.spaces().after(ask.history().finished().size())) {
          chosen = propose(ask, space, chosen);
        }
      }
      return chosen;
    }

    @Override
    public synchronized double single(Ask ask, String name, Distribution distribution) {
      return ready(ask.history())
          ? propose(ask, Map.of(name, distribution), Parameters.NONE).internal(name)
          : random.single(ask, name, distribution);
    }

    private IntFunction<double[]> weighing() {
      IntFunction<double[]> weights = tpe.weights();
      return weights == null ? Parzen::recent : weights;
    }

    private boolean ready(History history) {
      observations.catchUp(history.finished());
      return observations.usable(history.finished().size()) >= Math.max(1, tpe.startup());
    }

    private Parameters propose(Ask ask, Map<String, Distribution> space, Parameters already) {
      int trials = ask.history().finished().size();
      boolean[] good = observations.best(trials, tpe.good(observations.usable(trials), several));
      boolean[] bad = new boolean[trials];
      for (int i = 0; i < trials; i++) {
        bad[i] = !good[i] && observations.counts(i);
      }
      List<Parameters> running = new ArrayList<>();
      if (tpe.constantLiar()) {
        for (FrozenTrial other : ask.history().running()) {
          if (other.parameters().within()) {
            running.add(other.parameters());
          }
        }
      }
      Mixture l = new Parzen(space, observations, good, List.of(), tpe.magicClip())
          .mixture(several ? Parzen::equal : weighing());
      Mixture g =
          new Parzen(space, observations, bad, running, tpe.magicClip()).mixture(weighing());

      SplittableRandom random =
          Streams.of(tpe.seed(), ask.trial().number(), String.join("\0", space.keySet()));
      double[] scratch = new double[Math.max(l.size(), g.size())];
      double[] best = l.draw(random);
      double bestScore = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < tpe.candidates(); i++) {
        double[] point = i == 0 ? best : l.draw(random);
        double score = l.logDensity(point, scratch) - g.logDensity(point, scratch);
        if (score > bestScore) {
          bestScore = score;
          best = point;
        }
      }
      Parameters chosen = already;
      int i = 0;
      for (Map.Entry<String, Distribution> entry : space.entrySet()) {
        chosen = chosen.with(entry.getKey(), entry.getValue(), best[i++]);
      }
      return chosen;
    }
  }
}
