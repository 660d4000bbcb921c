package org.ockham.lab.recipe;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.ockham.check.Check;
import org.ockham.file.Excerpt;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.catalogue.Chosen;
import org.ockham.lab.catalogue.Component;
import org.ockham.lab.catalogue.Kind;
import org.ockham.lab.catalogue.Section;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.sampler.Sampler;
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
   * @param sampler who proposes settings
   * @param pruner who stops runs early
   */
  public record Strategy(Chosen<Sampler> sampler, Chosen<Pruner> pruner) {

    /** By their words, with their defaults. */
    public Strategy(String sampler, String pruner) {
      this(
          Catalogue.standard().chosen(Kind.SAMPLER, sampler),
          Catalogue.standard().chosen(Kind.PRUNER, pruner));
    }

    static Strategy read(Section section, Strategy fallback) {
      return new Strategy(
          read(Kind.SAMPLER, section, "sampler", fallback.sampler),
          read(Kind.PRUNER, section, "pruner", fallback.pruner));
    }

    private static <T> Chosen<T> read(
        Kind<T> kind, Section section, String key, Chosen<T> fallback) {
      if (!section.has(key)) {
        return fallback;
      }
      Chosen<T> chosen = Catalogue.standard().chosen(kind, section, key);
      chosen.make(Map.of());
      return chosen;
    }
  }

  static final Component<SearchPlan> COMPONENT = Catalogue.standard()
      .part(new SearchPlan(
          "val/accuracy",
          50,
          0,
          3,
          new Strategy("tpe", "none"),
          Map.of(),
          SearchSpace.EMPTY,
          Map.of()))
      .hides("strategy", "strategies", "space", "fixed");

  /** Checks the numbers, and copies the maps. */
  public SearchPlan {
    Check.between("trials", trials, 1, 1_000_000);
    Check.atLeast("budget", budget, 0);
    Check.between("points", points, 1, 1000);
    fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
    strategies = Collections.unmodifiableMap(new LinkedHashMap<>(strategies));
  }

  static SearchPlan read(Section section, SearchSpaceReader reader, Variant base) {
    Strategy strategy = Strategy.read(section, new Strategy("tpe", "none"));
    Section named = section.section("strategies");
    Map<String, Strategy> strategies = new LinkedHashMap<>();
    for (String name : named.names()) {
      Section one = named.section(name);
      strategies.put(name, Strategy.read(one, strategy));
      one.done();
    }
    SearchPlan plan = COMPONENT.read(
        section,
        Map.of(
            "objective",
            base.train().select(),
            "strategy",
            strategy,
            "strategies",
            strategies,
            "space",
            reader.read(section.section("space"))));
    section.done();
    if (!base.tags("val").contains(plan.objective)) {
      throw section.refused(
          "objective",
          "is '" + Excerpt.of(plan.objective) + "', but must be one of "
              + String.join(", ", base.tags("val")) + ".");
    }
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
