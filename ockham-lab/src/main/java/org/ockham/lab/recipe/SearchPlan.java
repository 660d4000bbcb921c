package org.ockham.lab.recipe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * How a recipe's settings are searched: its section {@code search}.
 *
 * <pre>{@code
 * search:
 *   objective: val/loss
 *   trials: 60
 *   sampler: tpe
 *   pruner: hyperband
 *   space:
 *     optimizer.lr: {from: 1.0e-4, to: 1.0e-2, log: true}
 *     model.norm:
 *       none: {}
 *       batch: {model.normMomentum: {from: 0.01, to: 0.5, log: true}}
 *     regulariser:
 *       none: {}
 *       dropout: {model.dropout: {from: 0.1, to: 0.8}}
 * }</pre>
 *
 * @param objective the metric of validation that is to be best, in the epoch that the recipe selects
 * @param trials how many settings are tried
 * @param budget how many epochs all trials of a strategy may take together; 0 for any number
 * @param points how many values of each interval a grid takes
 * @param strategy who proposes settings and who stops runs early
 * @param strategies ways to search that are compared, by name; none if there is only one
 * @param space what may be chosen
 * @param fixed what might be chosen but for a setting given outside the recipe, with its value
 */
public record SearchPlan(
    String objective,
    int trials,
    int budget,
    int points,
    Strategy strategy,
    Map<String, Strategy> strategies,
    SearchSpace space,
    Map<String, String> fixed) {

  /**
   * A way to search.
   *
   * @param sampler one of {@link #SAMPLERS}
   * @param pruner one of {@link #PRUNERS}
   */
  public record Strategy(String sampler, String pruner) {

    static Strategy read(Section section, Strategy fallback) {
      return new Strategy(
          section.choice("sampler", fallback.sampler, SAMPLERS),
          section.choice("pruner", fallback.pruner, PRUNERS));
    }
  }

  /** The samplers by name. */
  public static final List<String> SAMPLERS = List.of(
      "tpe", "gp", "cma-es", "random", "sobol", "halton", "grid", "nsga-ii", "random-then-local");

  /** The pruners by name. */
  public static final List<String> PRUNERS =
      List.of("none", "median", "hyperband", "successive-halving");

  static final List<String> OBJECTIVES = List.of("val/accuracy", "val/loss");

  private static final int MOST = 1_000_000;

  /** Copies the maps. */
  public SearchPlan {
    fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
    strategies = Collections.unmodifiableMap(new LinkedHashMap<>(strategies));
  }

  static SearchPlan read(Section section, SearchSpaceReader reader, String select) {
    Strategy strategy = Strategy.read(section, new Strategy("tpe", "none"));
    Section named = section.section("strategies");
    Map<String, Strategy> strategies = new LinkedHashMap<>();
    for (String name : named.names()) {
      Section one = named.section(name);
      strategies.put(name, Strategy.read(one, strategy));
      one.done();
    }
    SearchPlan plan = new SearchPlan(
        section.choice("objective", select, OBJECTIVES),
        section.count("trials", 50, 1, MOST),
        section.count("budget", 0, 0, Integer.MAX_VALUE),
        section.count("points", 3, 1, 1000),
        strategy,
        strategies,
        reader.read(section.section("space")),
        Map.of());
    section.done();
    if (!strategies.isEmpty() && plan.budget == 0) {
      throw section.refused(
          "strategies",
          "are compared on the same budget, but there is none: give search.budget, in epochs.");
    }
    if (plan.space.dimensions().isEmpty()) {
      throw section.refused(
          "space",
          "is empty, but a search needs something to choose, such as {optimizer.lr: {from: 1e-4, to: 1e-2, log: true}}.");
    }
    return plan;
  }

  /** The same search where these settings, by dotted key, have the values that are given: they are not chosen any more. */
  SearchPlan fixing(Map<String, JsonNode> settings) {
    Map<String, String> fixed = new LinkedHashMap<>();
    SearchSpace left = space.fixing(settings, fixed);
    return new SearchPlan(objective, trials, budget, points, strategy, strategies, left, fixed);
  }
}
