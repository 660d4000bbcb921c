package org.ockham.search.sampler;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.ockham.search.check.Check;
import org.ockham.search.space.CategoricalDistribution;
import org.ockham.search.space.Distribution;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.Dominance;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

/**
 * Genetic search for several objectives: NSGA-II and NSGA-III. A generation is as many complete trials as the population
 * has; its survivors are the parents of the next. Trials that break constraints less dominate those that break them more.
 *
 * <p>Sources: K. Deb et al., <em>A fast and elitist multiobjective genetic algorithm: NSGA-II</em>, IEEE TEC 6 (2002); K.
 * Deb, H. Jain, <em>An evolutionary many-objective optimization algorithm using reference-point-based nondominated
 * sorting</em>, IEEE TEC 18 (2014); K. Deb, R. Agrawal, <em>Simulated binary crossover</em>, Complex Systems 9 (1995).
 *
 * @param seed the key of its random streams
 * @param population how many trials a generation has; 50 by default
 * @param crossover the probability that a child has two parents; 0.9 by default
 * @param mutation the probability that a parameter is drawn anew, or null for one in each child on average
 * @param blend whether numbers are blended (simulated binary crossover), rather than taken from either parent as they are
 * @param divisions 0 for NSGA-II; for NSGA-III into how many parts each objective is cut
 */
public record Nsga(
    long seed,
    int population,
    double crossover,
    @Nullable Double mutation,
    boolean blend,
    int divisions)
    implements Sampler {

  private static final String GENERATION = "NSGAIISampler:generation";

  /** Checks the numbers. */
  public Nsga {
    Check.atLeast("population", population, 2);
    Check.probability("crossover", crossover);
    if (mutation != null) {
      Check.probability("mutation", mutation);
    }
    Check.atLeast("divisions", divisions, 0);
  }

  /**
   * NSGA-II with the defaults.
   *
   * @param seed any number
   * @return the sampler
   */
  public static Nsga two(long seed) {
    return new Nsga(seed, 50, 0.9, null, true, 0);
  }

  /**
   * NSGA-III with the defaults, each objective cut into three.
   *
   * @param seed any number
   * @return the sampler
   */
  public static Nsga three(long seed) {
    return new Nsga(seed, 50, 0.9, null, true, 3);
  }

  /**
   * With another population.
   *
   * @param size how many trials a generation has
   * @return a copy with it
   */
  public Nsga withPopulation(int size) {
    return new Nsga(seed, size, crossover, mutation, blend, divisions);
  }

  @Override
  public Proposer open(List<Direction> directions) {
    return new Evolution(
        this, directions, divisions == 0 ? new Crowding() : new ReferencePoints(divisions));
  }

  /** The survivors of a generation, and how much of the history it took to know them. */
  private record Generation(List<FrozenTrial> survivors, int trials) {}

  private static final class Evolution implements Proposer {
    private final Nsga config;
    private final List<Direction> directions;
    private final SurvivorSelection selection;
    private final Proposer random;
    private final List<Generation> generations = new ArrayList<>();
    private final List<FrozenTrial> gathering = new ArrayList<>();
    private final List<List<FrozenTrial>> early = new ArrayList<>();
    private int read;

    Evolution(Nsga config, List<Direction> directions, SurvivorSelection selection) {
      this.config = config;
      this.directions = directions;
      this.selection = selection;
      this.random = Random.seeded(config.seed()).open(directions);
    }

    @Override
    public synchronized Parameters joint(Ask ask) {
      catchUp(ask.history().finished());
      int trials = ask.history().finished().size();
      int formed = 0;
      while (formed < generations.size() && generations.get(formed).trials() <= trials) {
        formed++;
      }
      ask.remember(GENERATION, formed);
      if (formed == 0) {
        return Parameters.NONE;
      }
      return child(
          generations.get(formed - 1).survivors(),
          Streams.of(config.seed(), ask.trial().number(), "\0child"));
    }

    private void catchUp(List<FrozenTrial> finished) {
      for (; read < finished.size(); read++) {
        FrozenTrial trial = finished.get(read);
        if (trial.state() != TrialState.COMPLETE || !trial.parameters().within()) {
          continue;
        }
        int generation = trial.systemAttributes().get(GENERATION) instanceof Number number
            ? number.intValue()
            : 0;
        if (generation < generations.size()) {
          continue; // a late one of a generation that was full
        }
        while (early.size() <= generation - generations.size()) {
          early.add(new ArrayList<>());
        }
        early.get(generation - generations.size()).add(trial);
        while (!early.isEmpty() && early.get(0).size() >= config.population()) {
          gathering.addAll(early.remove(0));
          List<FrozenTrial> survivors = survivors(List.copyOf(gathering));
          generations.add(new Generation(survivors, read + 1));
          gathering.clear();
          gathering.addAll(survivors);
        }
      }
    }

    private double[] losses(FrozenTrial trial) {
      double[] losses = Dominance.losses(trial, directions);
      for (int k = 0; k < losses.length; k++) {
        losses[k] = Math.max(-1e100, Math.min(1e100, losses[k]));
      }
      return losses;
    }

    private List<FrozenTrial> survivors(List<FrozenTrial> everybody) {
      List<FrozenTrial> all = new ArrayList<>(everybody);
      all.sort((a, b) -> Double.compare(a.violation(), b.violation()));
      List<FrozenTrial> feasible = all.stream().filter(t -> t.violation() == 0).toList();
      List<double[]> points = feasible.stream().map(this::losses).toList();
      int[] ranks = Dominance.ranks(points, config.population());
      List<FrozenTrial> survivors = new ArrayList<>();
      List<double[]> taken = new ArrayList<>();
      for (int rank = 0;
          survivors.size() < Math.min(config.population(), feasible.size());
          rank++) {
        List<FrozenTrial> members = new ArrayList<>();
        List<double[]> front = new ArrayList<>();
        for (int i = 0; i < ranks.length; i++) {
          if (ranks[i] == rank) {
            members.add(feasible.get(i));
            front.add(points.get(i));
          }
        }
        int room = config.population() - survivors.size();
        if (members.size() <= room) {
          survivors.addAll(members);
          taken.addAll(front);
        } else {
          SplittableRandom draw = Streams.of(config.seed(), generations.size(), "\0selection");
          selection.cut(taken, front, room, draw).forEach(i -> survivors.add(members.get(i)));
        }
      }
      // Where few keep the constraints, those follow that break them least.
      for (int i = feasible.size(); survivors.size() < config.population() && i < all.size(); i++) {
        survivors.add(all.get(i));
      }
      return survivors;
    }

    private FrozenTrial parent(List<FrozenTrial> parents, SplittableRandom draw) {
      FrozenTrial a = parents.get(draw.nextInt(parents.size()));
      FrozenTrial b = parents.get(draw.nextInt(parents.size()));
      if (a.violation() != b.violation()) {
        return a.violation() < b.violation() ? a : b;
      }
      return Dominance.dominates(losses(b), losses(a)) ? b : a;
    }

    private Parameters child(List<FrozenTrial> parents, SplittableRandom draw) {
      Parameters first = parent(parents, draw).parameters();
      Parameters second =
          draw.nextDouble() < config.crossover() ? parent(parents, draw).parameters() : first;
      Double rate = config.mutation();
      double mutation = rate == null ? 1.0 / Math.max(1, first.size()) : rate;
      Parameters child = Parameters.NONE;
      for (int i = 0; i < first.size(); i++) {
        String name = first.name(i);
        Distribution distribution = first.distribution(i);
        double value = mixed(first.internal(i), second.internal(name), distribution, draw);
        // What is mutated is left out, and drawn when the objective asks for it.
        if (draw.nextDouble() >= mutation) {
          child = child.with(name, distribution, value);
        }
      }
      return child;
    }

    private double mixed(double a, double b, Distribution distribution, SplittableRandom draw) {
      double u = draw.nextDouble();
      boolean swap = draw.nextDouble() < 0.5;
      if (!distribution.contains(a) || !distribution.contains(b) || a == b) {
        return a;
      }
      if (!config.blend() || distribution instanceof CategoricalDistribution) {
        return swap ? b : a;
      }
      double spread = Math.pow(u < 0.5 ? 2 * u : 1 / (2 - 2 * u), 1 / 21.0);
      double x = distribution.position(a);
      double y = distribution.position(b);
      double middle = (x + y) / 2;
      double half = spread * (y - x) / 2;
      return distribution.quantile(swap ? middle + half : middle - half);
    }

    @Override
    public double single(Ask ask, String name, Distribution distribution) {
      return random.single(ask, name, distribution);
    }
  }
}
