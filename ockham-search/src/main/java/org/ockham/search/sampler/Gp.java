package org.ockham.search.sampler;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.ockham.search.check.Check;
import org.ockham.search.space.CategoricalDistribution;
import org.ockham.search.space.Distribution;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.Dominance;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.History;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

/**
 * Bayesian optimisation with a Gaussian process (Matérn 5/2, a length for each parameter) over the parameters that all
 * trials share; the point with the largest expected improvement is proposed. Time grows with the cube of the trials: for a
 * few hundred. Trials under way count with the value that is expected of them.
 *
 * <p>Several objectives are joined by a Chebyshev norm with weights drawn for each trial. Each constraint has a process of its
 * own; the expected improvement on the best trial that keeps them all is multiplied by the probability that they are kept,
 * which is all that counts until there is such a trial.
 *
 * <p>Sources: D. Jones, M. Schonlau, W. Welch, <em>Efficient global optimization of expensive black-box functions</em>,
 * Journal of Global Optimization 13 (1998); S. Ament et al., <em>Unexpected improvements to expected improvement</em>,
 * NeurIPS 2023; J. Gardner et al., <em>Bayesian optimization with inequality constraints</em>, ICML 2014; J. Knowles,
 * <em>ParEGO</em>, IEEE TEC 10 (2006).
 *
 * @param seed the key of its random streams
 * @param startup how many trials are random before; 10 by default
 */
public record Gp(long seed, int startup) implements Sampler {

  /** Checks the number. */
  public Gp {
    Check.atLeast("startup", startup, 2);
  }

  /**
   * With the defaults and a seed.
   *
   * @param seed any number
   * @return the sampler
   */
  public static Gp seeded(long seed) {
    return new Gp(seed, 10);
  }

  @Override
  public Proposer open(List<Direction> directions) {
    return new Surrogate(
        this, directions, new SharedSpace(), Random.seeded(seed).open(directions));
  }

  private record Surrogate(
      Gp config, List<Direction> directions, SharedSpace shared, Proposer random)
      implements Proposer {

    private static final int DRAWS = 600;
    private static final int REFINED = 4;

    @Override
    public Parameters joint(Ask ask) {
      History history = ask.history();
      Map<String, Distribution> space = shared.of(history);
      List<FrozenTrial> complete = history.finished().stream()
          .filter(trial ->
              trial.state() == TrialState.COMPLETE && trial.parameters().within())
          .toList();
      if (complete.size() < config.startup() || space.isEmpty()) {
        return Parameters.NONE;
      }
      SplittableRandom draw = Streams.of(config.seed(), ask.trial().number(), "\0gp");
      List<Distribution> axes = List.copyOf(space.values());
      boolean[] categorical = new boolean[axes.size()];
      for (int i = 0; i < categorical.length; i++) {
        categorical[i] = axes.get(i) instanceof CategoricalDistribution;
      }
      double[][] x = points(complete, space);
      double[] y = standardized(losses(complete, draw));
      double[][] running = points(
          history.running().stream()
              .filter(trial -> space.keySet().stream().allMatch(trial.parameters()::has)
                  && trial.parameters().within())
              .toList(),
          space);
      double goal = Double.POSITIVE_INFINITY;
      for (int t = 0; t < y.length; t++) {
        goal = complete.get(t).violation() > 0 ? goal : Math.min(goal, y[t]);
      }
      Acquisition acquisition = new Acquisition(
          GaussianProcess.fit(x, y, categorical).believing(running),
          goal,
          limits(complete, space, categorical, running));
      double[] best = search(acquisition, axes, x, order(complete, y), draw);
      Parameters chosen = Parameters.NONE;
      int i = 0;
      for (Map.Entry<String, Distribution> entry : space.entrySet()) {
        chosen =
            chosen.with(entry.getKey(), entry.getValue(), entry.getValue().quantile(best[i++]));
      }
      return chosen;
    }

    private static double[][] points(List<FrozenTrial> trials, Map<String, Distribution> space) {
      double[][] points = new double[trials.size()][space.size()];
      for (int t = 0; t < points.length; t++) {
        int i = 0;
        for (Map.Entry<String, Distribution> entry : space.entrySet()) {
          points[t][i++] =
              entry.getValue().position(trials.get(t).parameters().internal(entry.getKey()));
        }
      }
      return points;
    }

    /** One number for each trial, smaller is better. */
    private double[] losses(List<FrozenTrial> trials, SplittableRandom draw) {
      int n = trials.size();
      int m = directions.size();
      double[][] losses = new double[m][n];
      for (int t = 0; t < n; t++) {
        double[] values = Dominance.losses(trials.get(t), directions);
        for (int k = 0; k < m; k++) {
          losses[k][t] = values[k];
        }
      }
      double[] joined = new double[n];
      if (m == 1) {
        joined = clipped(losses[0]);
      } else {
        double[] weights = draw.doubles(m).map(u -> -Math.log(1 - u)).toArray();
        double sum = Arrays.stream(weights).sum();
        for (int k = 0; k < m; k++) {
          losses[k] = standardized(clipped(losses[k]));
        }
        for (int t = 0; t < n; t++) {
          double max = Double.NEGATIVE_INFINITY;
          for (int k = 0; k < m; k++) {
            max = Math.max(max, weights[k] / sum * losses[k][t]);
            joined[t] += 0.05 * weights[k] / sum * losses[k][t];
          }
          joined[t] += max;
        }
      }
      return joined;
    }

    /** Infinities become the worst and the best of the finite values. */
    private static double[] clipped(double[] values) {
      double low = Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
      double high = Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
      return Arrays.stream(values).map(v -> Math.min(high, Math.max(low, v))).toArray();
    }

    /** Squeezes outliers, then mean 0 and deviation 1. */
    static double[] standardized(double[] values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      double median = sorted[sorted.length / 2];
      double spread = sorted[3 * sorted.length / 4] - sorted[sorted.length / 4];
      double[] squeezed = new double[values.length];
      double sum = 0;
      for (int i = 0; i < values.length; i++) {
        double scaled = spread > 0 ? (values[i] - median) / spread : values[i] - median;
        squeezed[i] = Math.signum(scaled) * Math.log1p(Math.abs(scaled));
        sum += squeezed[i];
      }
      double mean = sum / values.length;
      double squares = 0;
      for (double v : squeezed) {
        squares += (v - mean) * (v - mean);
      }
      double deviation = Math.sqrt(squares / values.length);
      for (int i = 0; i < squeezed.length; i++) {
        squeezed[i] = deviation > 0 ? (squeezed[i] - mean) / deviation : 0;
      }
      return squeezed;
    }

    /** A constraint: a process, and the value of it up to which the constraint is kept. */
    private record Limit(GaussianProcess process, double most) {}

    /** The logarithm of the expected improvement on the goal, if there is one, and of the chance to keep the limits. */
    private record Acquisition(GaussianProcess process, double goal, List<Limit> limits) {

      double at(double[] point) {
        double score =
            goal < Double.POSITIVE_INFINITY ? process.logExpectedImprovement(point, goal) : 0;
        for (Limit limit : limits) {
          score += limit.process().logProbabilityBelow(point, limit.most());
        }
        return score;
      }
    }

    private static List<Limit> limits(
        List<FrozenTrial> trials,
        Map<String, Distribution> space,
        boolean[] categorical,
        double[][] running) {
      Set<String> names = new TreeSet<>();
      trials.forEach(trial -> names.addAll(trial.constraints().keySet()));
      List<Limit> limits = new ArrayList<>();
      for (String name : names) {
        List<FrozenTrial> told = trials.stream()
            .filter(trial -> trial.constraints().containsKey(name))
            .toList();
        double[] values = told.stream()
            .mapToDouble(trial -> trial.constraints().getOrDefault(name, 0.0))
            .map(value -> Double.isNaN(value) ? Double.POSITIVE_INFINITY : value)
            .toArray();
        double[] sizes = Arrays.stream(values).map(Math::abs).sorted().toArray();
        double far = 20 * sizes[sizes.length / 2]; // an infinity must not hide the others
        double mean = 0;
        for (int i = 0; i < values.length; i++) {
          values[i] = far > 0 ? Math.max(-far, Math.min(far, values[i])) : Math.signum(values[i]);
          mean += values[i] / values.length;
        }
        double variance = 0;
        for (double value : values) {
          variance += (value - mean) * (value - mean) / values.length;
        }
        double deviation = variance > 0 ? Math.sqrt(variance) : 1;
        for (int i = 0; i < values.length; i++) {
          values[i] = (values[i] - mean) / deviation;
        }
        limits.add(new Limit(
            GaussianProcess.fit(points(told, space), values, categorical).believing(running),
            -mean / deviation));
      }
      return limits;
    }

    /** The trials from the best to the worst: those that break constraints come last, by how far. */
    private static Integer[] order(List<FrozenTrial> trials, double[] y) {
      Integer[] order = new Integer[y.length];
      Arrays.setAll(order, i -> i);
      Arrays.sort(
          order,
          Comparator.comparingDouble((Integer i) -> trials.get(i).violation())
              .thenComparingDouble(i -> y[i]));
      return order;
    }

    private static double[] search(
        Acquisition acquisition,
        List<Distribution> axes,
        double[][] x,
        Integer[] order,
        SplittableRandom draw) {
      List<double[]> candidates = new ArrayList<>();
      for (int i = 0; i < DRAWS; i++) {
        candidates.add(snapped(
            i % 3 == 0
                ? near(x[order[draw.nextInt(Math.min(5, order.length))]], 0.1, axes, draw)
                : draw.doubles(axes.size()).toArray(),
            axes));
      }
      double[] scores = candidates.stream().mapToDouble(acquisition::at).toArray();
      Integer[] ranked = new Integer[scores.length];
      Arrays.setAll(ranked, i -> i);
      Arrays.sort(ranked, (a, b) -> Double.compare(scores[b], scores[a]));
      double[] chosen = candidates.get(ranked[0]);
      double chosenScore = scores[ranked[0]];
      for (int start = 0; start < REFINED; start++) {
        double[] at = candidates.get(ranked[start]);
        double score = scores[ranked[start]];
        double step = 0.1;
        for (int i = 0; i < 60; i++) {
          double[] next = snapped(near(at, step, axes, draw), axes);
          double nextScore = acquisition.at(next);
          if (nextScore > score) {
            at = next;
            score = nextScore;
            step *= 1.5;
          } else {
            step *= 0.9;
          }
        }
        if (score > chosenScore) {
          chosen = at;
          chosenScore = score;
        }
      }
      return chosen;
    }

    /** A point near another; on some of the axes only, so that one parameter can be tuned alone. */
    private static double[] near(
        double[] point, double step, List<Distribution> axes, SplittableRandom draw) {
      double[] next = point.clone();
      int always = draw.nextInt(next.length);
      for (int i = 0; i < next.length; i++) {
        if (i != always && draw.nextDouble() < 0.5) {
          continue;
        }
        if (axes.get(i) instanceof CategoricalDistribution) {
          next[i] = draw.nextDouble() < 0.3 ? draw.nextDouble() : next[i];
        } else {
          double to = Math.abs(next[i] + step * draw.nextGaussian());
          next[i] = Math.min(1, Math.max(0, to > 1 ? 2 - to : to));
        }
      }
      return next;
    }

    /** The point as it can be evaluated: grids and choices have only some positions. */
    private static double[] snapped(double[] point, List<Distribution> axes) {
      for (int i = 0; i < point.length; i++) {
        Distribution axis = axes.get(i);
        if (axis.cardinality() < Long.MAX_VALUE) {
          point[i] = axis.position(axis.quantile(point[i]));
        }
      }
      return point;
    }

    @Override
    public double single(Ask ask, String name, Distribution distribution) {
      return random.single(ask, name, distribution);
    }
  }
}
