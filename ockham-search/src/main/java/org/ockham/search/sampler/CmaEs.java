package org.ockham.search.sampler;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.ockham.search.check.Check;
import org.ockham.search.space.CategoricalDistribution;
import org.ockham.search.space.Distribution;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.History;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

/**
 * The covariance matrix adaptation evolution strategy over the numeric parameters that all trials share; the others are
 * random. Ranges are scaled to [0, 1]. Integers and grids keep a margin: a least probability of leaving their present value.
 * A run that converged is followed by one with twice the population.
 *
 * <p>Sources: N. Hansen, <em>The CMA evolution strategy: a tutorial</em>, arXiv:1604.00772; A. Auger, N. Hansen, <em>A
 * restart CMA evolution strategy with increasing population size</em>, CEC 2005; R. Hamano et al., <em>CMA-ES with
 * margin</em>, GECCO 2022; M. Nomura et al., <em>Warm starting CMA-ES for hyperparameter optimization</em>, AAAI 2021.
 *
 * @param seed the key of its random streams
 * @param startup how many trials are random before; 1 by default
 * @param step the first standard deviation, as a share of each range; 1/6 by default
 * @param restarts whether a run that converged is followed by a larger one
 * @param population how many trials a generation has, at least 2; or null for 4 + ⌊3 ln d⌋ of d parameters
 * @param start where the search begins, values by name; what is not given begins in the middle of its range
 * @param source trials of another study, at an easier or earlier form of the problem, from which the first distribution is
 *     learnt, instead of {@code step} and {@code start}
 */
public record CmaEs(
    long seed,
    int startup,
    double step,
    boolean restarts,
    @Nullable Integer population,
    Map<String, @Nullable Object> start,
    List<FrozenTrial> source)
    implements Sampler {

  private static final String GENERATION = "ockham:cma_generation";
  private static final String POINT = "ockham:cma_point";

  /** Checks the numbers. */
  public CmaEs {
    Check.positive("startup", startup);
    Check.require(step > 0 && step <= 1, "step", step, "be a share of the range, in (0, 1]");
    if (population != null) {
      Check.atLeast("population", population, 2);
    }
    if (!start.isEmpty() && !source.isEmpty()) {
      throw new IllegalArgumentException("start " + start + " and " + source.size()
          + " source trials, which say where to start: give one or the other");
    }
    start = Collections.unmodifiableMap(new LinkedHashMap<>(start));
    source = List.copyOf(source);
  }

  /**
   * With the defaults and a seed.
   *
   * @param seed any number
   * @return the sampler
   */
  public static CmaEs seeded(long seed) {
    return new CmaEs(seed, 1, 1 / 6.0, true, null, Map.of(), List.of());
  }

  /**
   * With another first standard deviation.
   *
   * @param share of each range
   * @return a copy with it
   */
  public CmaEs withStep(double share) {
    return new CmaEs(seed, startup, share, restarts, population, start, source);
  }

  /**
   * With another population.
   *
   * @param size how many trials a generation has
   * @return a copy with it
   */
  public CmaEs withPopulation(int size) {
    return new CmaEs(seed, startup, step, restarts, size, start, source);
  }

  /**
   * With a place to begin at. Its values are refused, once the objective asks, where they lie outside of their ranges.
   *
   * @param values by name, all or some of them
   * @return a copy with it
   */
  public CmaEs withStart(Map<String, ? extends @Nullable Object> values) {
    return new CmaEs(
        seed, startup, step, restarts, population, new LinkedHashMap<>(values), source);
  }

  /**
   * With what another study found out: the best tenth of its complete trials that keep their constraints, by the direction
   * of the new study.
   *
   * @param trials the other study's, say {@code result.trials()}
   * @return a copy with them
   */
  public CmaEs withSource(List<FrozenTrial> trials) {
    return new CmaEs(seed, startup, step, restarts, population, start, trials);
  }

  @Override
  public Proposer open(List<Direction> directions) {
    if (directions.size() != 1) {
      throw new IllegalArgumentException("CMA-ES with " + directions.size()
          + " objectives: it serves one, take Tpe or Nsga for several");
    }
    return new Adaptation(this, directions.get(0));
  }

  /** The state of a generation, and how much of the history it took to know it. */
  private record Generation(CmaState state, Map<String, Distribution> space, int trials) {}

  private static final class Adaptation implements Proposer {
    private final CmaEs config;
    private final Direction direction;
    private final Proposer random;
    private final SharedSpace shared = new SharedSpace();
    private final List<Generation> generations = new ArrayList<>();
    private final List<CmaState.Offspring> gathered = new ArrayList<>();
    private int read;

    Adaptation(CmaEs config, Direction direction) {
      this.config = config;
      this.direction = direction;
      this.random = Random.seeded(config.seed()).open(List.of(direction));
    }

    @Override
    public synchronized Parameters joint(Ask ask) {
      catchUp(ask);
      int trials = ask.history().finished().size();
      int at = generations.size() - 1;
      while (at >= 0 && generations.get(at).trials() > trials) {
        at--;
      }
      if (at < 0) {
        return Parameters.NONE;
      }
      Generation generation = generations.get(at);
      SplittableRandom draw = Streams.of(config.seed(), ask.trial().number(), "\0cma");
      double[] point = generation.state().draw(draw);
      ask.remember(GENERATION, at);
      List<Double> noted = new ArrayList<>();
      Parameters chosen = Parameters.NONE;
      int i = 0;
      for (Map.Entry<String, Distribution> entry : generation.space().entrySet()) {
        noted.add(point[i]);
        chosen =
            chosen.with(entry.getKey(), entry.getValue(), entry.getValue().quantile(point[i++]));
      }
      ask.remember(POINT, noted);
      return chosen;
    }

    private void catchUp(Ask ask) {
      List<FrozenTrial> finished = ask.history().finished();
      for (; read < finished.size(); read++) {
        if (generations.isEmpty()) {
          begin(finished, read + 1);
        } else {
          gather(finished.get(read), read + 1);
        }
      }
    }

    private void begin(List<FrozenTrial> finished, int trials) {
      int usable = 0;
      for (FrozenTrial trial : finished.subList(0, trials)) {
        usable += trial.state() == TrialState.COMPLETE ? 1 : 0;
      }
      Map<String, Distribution> space =
          new TreeMap<>(shared.of(new History(finished.subList(0, trials), List::of)));
      space.values().removeIf(CategoricalDistribution.class::isInstance);
      if (usable >= config.startup() && !space.isEmpty()) {
        generations.add(new Generation(first(space), space, trials));
      }
    }

    private CmaState first(Map<String, Distribution> space) {
      List<Distribution> axes = List.copyOf(space.values());
      Integer given = config.population();
      int population = given == null ? 4 + (int) (3 * Math.log(axes.size())) : given;
      if (!config.source().isEmpty()) {
        return CmaState.after(axes, population, bestOfSource(space));
      }
      double[] mean = new double[axes.size()];
      int i = 0;
      for (Map.Entry<String, Distribution> entry : space.entrySet()) {
        String name = entry.getKey();
        mean[i++] = config.start().containsKey(name)
            ? entry
                .getValue()
                .position(entry.getValue().toInternal(name, config.start().get(name)))
            : 0.5;
      }
      return CmaState.start(axes, population, config.step(), mean);
    }

    private double[][] bestOfSource(Map<String, Distribution> space) {
      List<FrozenTrial> usable = config.source().stream()
          .filter(trial -> trial.state() == TrialState.COMPLETE
              && trial.values().size() == 1
              && trial.violation() == 0
              && space.entrySet().stream()
                  .allMatch(
                      axis -> axis.getValue().contains(trial.parameters().internal(axis.getKey()))))
          .sorted(Comparator.comparingDouble(trial -> direction.loss(trial.value())))
          .toList();
      if (usable.isEmpty()) {
        throw new IllegalArgumentException(
            "none of the " + config.source().size() + " source trials is complete with " + space
                + ": give those of a study over this space");
      }
      return usable.stream()
          .limit(Math.max(1, usable.size() / 10))
          .map(trial -> space.entrySet().stream()
              .mapToDouble(
                  axis -> axis.getValue().position(trial.parameters().internal(axis.getKey())))
              .toArray())
          .toArray(double[][]::new);
    }

    private void gather(FrozenTrial trial, int trials) {
      int now = generations.size() - 1;
      if (!(trial.systemAttributes().get(GENERATION) instanceof Number number)
          || number.intValue() != now
          || trial.state() == TrialState.FAIL
          || !trial.parameters().within()
          || trial.values().isEmpty()
          || !(trial.systemAttributes().get(POINT) instanceof List<?> noted)) {
        return;
      }
      double[] point = point(trial.parameters(), generations.get(now).space(), noted);
      if (point.length == 0) {
        return;
      }
      // Whoever breaks constraints comes after all who do not.
      double loss =
          trial.violation() > 0 ? 1e200 * (1 + trial.violation()) : direction.loss(trial.value());
      gathered.add(new CmaState.Offspring(point, loss));
      CmaState state = generations.get(now).state();
      if (gathered.size() < state.population()) {
        return;
      }
      CmaState next = state.update(gathered);
      gathered.clear();
      if (config.restarts() && next.converged()) {
        double[] at = new double[point.length];
        SplittableRandom draw = Streams.of(config.seed(), generations.size(), "\0restart");
        for (int i = 0; i < at.length; i++) {
          at[i] = draw.nextDouble();
        }
        next = next.restart(config.step(), at);
      }
      generations.add(new Generation(next, generations.get(now).space(), trials));
    }

    /**
     * Where in the cube a trial was: at the point it drew, but for values that were queued for it or given; empty if the
     * objective did not ask for all of the space.
     */
    private static double[] point(
        Parameters parameters, Map<String, Distribution> space, List<?> noted) {
      double[] point = new double[space.size()];
      int i = 0;
      for (Map.Entry<String, Distribution> entry : space.entrySet()) {
        if (!parameters.has(entry.getKey()) || !(noted.get(i) instanceof Number drawn)) {
          return new double[0];
        }
        double value = parameters.internal(entry.getKey());
        point[i] = entry.getValue().quantile(drawn.doubleValue()) == value
            ? drawn.doubleValue()
            : Math.min(1, Math.max(0, entry.getValue().position(value)));
        i++;
      }
      return point;
    }

    @Override
    public double single(Ask ask, String name, Distribution distribution) {
      return random.single(ask, name, distribution);
    }
  }
}
