package org.ockham.lab.compare;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.RunResult;
import org.ockham.lab.catalogue.RecipeException;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.SearchPlan;
import org.ockham.lab.recipe.SearchSpace;
import org.ockham.lab.recipe.SearchSpace.Interval;
import org.ockham.lab.recipe.Variant;
import org.ockham.search.Plan;
import org.ockham.search.Study;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.Direction;
import org.ockham.train.Monitor;
import tools.jackson.databind.JsonNode;

/**
 * Finds each variant's nuisance settings, those that are nobody's idea but must be right, by as many trials as the others', on validation
 * alone. All trials have one seed, which is none of the comparison's. An untuned baseline is the commonest way to fool oneself.
 *
 * <p>A search follows from its seed and the results of its trials, and these are kept like all runs: a search that was cut short is
 * gone through again, and only what is missing is trained.
 */
final class Tuner {

  /** Of every trial's split and weights, and of the sampler. */
  static final long SEED = -1;

  private static final String RATE = "optimizer.lr";
  private static final String DECAY = "optimizer.weightDecay";

  /** The trial was cut short. */
  private static final class Cut extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** The trial came to nothing: its settings are bad ones. */
  private static final class Failed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Failed() {
      super("its training failed, so its settings are none to take");
    }
  }

  /**
   * A variant with what was found for it.
   *
   * @param variant the variant as it is to be run
   * @param tuned what was found
   */
  record Found(Variant variant, Tuned tuned) {}

  private record Tried(Variant variant, Map<String, Object> settings, double value) {}

  private final Recipe recipe;
  private final int trials;
  private final RunQueue queue;

  Tuner(Recipe recipe, int trials, RunQueue queue) {
    this.recipe = recipe;
    this.trials = trials;
    this.queue = queue;
  }

  /** Where a variant's settings are searched: where the recipe says, or around its own. */
  static SearchSpace space(Recipe recipe, List<Variant> variants, Variant variant) {
    SearchSpace asked = recipe.comparison().tune().space();
    if (!asked.dimensions().isEmpty()) {
      return asked;
    }
    Map<String, Object> settings = variant.flat();
    List<SearchSpace.Dimension> dimensions = new ArrayList<>();
    if (settings.get(RATE) instanceof Number rate && rate.doubleValue() > 0) {
      dimensions.add(new Interval(
          RATE, FloatDistribution.log(rate.doubleValue() / 10, rate.doubleValue() * 10)));
    }
    // Where variants differ in it, it is what they are about.
    if (settings.get(DECAY) != null
        && variants.stream().map(each -> each.flat().get(DECAY)).distinct().count() == 1) {
      dimensions.add(new Interval(DECAY, FloatDistribution.log(1e-6, 1e-2)));
    }
    if (dimensions.isEmpty()) {
      throw new RecipeException(
          "variant " + variant.name()
              + " has no learning rate or weight decay to tune: name what is searched in compare.tune.space.");
    }
    return new SearchSpace(Map.of(), dimensions);
  }

  /** Searches; null if it was cut short. */
  @Nullable
  Found tune(int number, Variant variant, SearchSpace space) {
    String objective = variant.train().select();
    Direction direction =
        Monitor.of(objective).maximize() ? Direction.MAXIMIZE : Direction.MINIMIZE;
    Study study = Study.create(
        variant.name(),
        Storage.memory(),
        new SearchPlan.Strategy("tpe", "none").sampler().make(Map.of("seed", SEED)),
        Pruner.none(),
        direction);
    List<Tried> tried = new ArrayList<>();
    try {
      study.optimize(
          trial -> {
            int at = tried.size();
            Map<String, JsonNode> settings = space.settings(trial::suggest);
            Variant changed =
                recipe.with(settings, "trial " + (at + 1) + " of tuning").variant(variant.name());
            RunResult result = result(number, changed, at);
            double value = result == null ? Double.NaN : result.selected(objective);
            tried.add(new Tried(changed, plain(settings), value));
            if (Double.isNaN(value)) {
              throw new Failed();
            }
            return value;
          },
          Plan.trials(trials).catching(Failed.class));
    } catch (Cut e) {
      return null;
    }
    Tried best = null;
    for (Tried each : tried) {
      if (!Double.isNaN(each.value)
          && (best == null || direction.loss(each.value) < direction.loss(best.value))) {
        best = each;
      }
    }
    List<Tuned.Trial> all =
        tried.stream().map(each -> new Tuned.Trial(each.settings, each.value)).toList();
    return best == null
        ? new Found(variant, new Tuned(variant.name(), objective, Double.NaN, Map.of(), all))
        : new Found(
            best.variant, new Tuned(variant.name(), objective, best.value, best.settings, all));
  }

  /** What a trial comes to; null if it fails. */
  private @Nullable RunResult result(int number, Variant variant, int trial) {
    Task task = Task.trial(number, variant, SEED, trial);
    RunResult kept = queue.kept(task.name());
    if (kept != null) {
      return kept;
    }
    RunQueue.Outcome outcome = queue.run(task);
    if (outcome.result() == null && outcome.failure() == null) {
      throw new Cut();
    }
    return outcome.result();
  }

  private static Map<String, Object> plain(Map<String, JsonNode> settings) {
    Map<String, Object> plain = new LinkedHashMap<>();
    settings.forEach((key, value) -> plain.put(
        key,
        value.isNumber()
            ? value.numberValue()
            : value.isBoolean()
                ? (Object) value.booleanValue()
                : value.asString(value.toString())));
    return plain;
  }
}
