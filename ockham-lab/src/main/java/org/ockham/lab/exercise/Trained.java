package org.ockham.lab.exercise;

import java.util.LinkedHashMap;
import java.util.Map;
import org.ockham.lab.Experiment;
import org.ockham.lab.Run;
import org.ockham.lab.RunResult;
import org.ockham.lab.picture.Trace;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import org.ockham.nn.Layer;
import org.ockham.train.EpochResult;

/**
 * A variant of a recipe, trained.
 *
 * @param variant the settings
 * @param result what came of it
 * @param network with the selected weights, in evaluation mode
 */
record Trained(Variant variant, RunResult result, Layer network) {

  /** Trains a variant with a seed. */
  static Trained of(Variant variant, long seed, Setting setting) {
    setting.progress().accept(variant.recipe() + ": training " + variant.name());
    Experiment experiment = Experiment.of(variant, seed, setting.source());
    Layer network = experiment.network();
    RunResult result = new Run(experiment).executeInto(network);
    network.eval();
    return new Trained(variant, result, network);
  }

  /** Trains all variants of a shipped recipe with its first seed: in its short form, if the setting is quick. */
  static Map<String, Trained> all(String name, Setting setting) {
    Recipe whole = Recipe.of(name);
    Recipe recipe = setting.isQuick() ? whole.quick() : whole;
    Map<String, Trained> all = new LinkedHashMap<>();
    for (Variant variant : recipe.variants()) {
      all.put(variant.name(), of(variant, recipe.seeds().get(0), setting));
    }
    return all;
  }

  /** What was measured under this tag, against the epochs. */
  Trace history(String tag) {
    return new Trace(
        variant.name(),
        result.epochs().stream().map(epoch -> (double) epoch.epoch()).toList(),
        result.epochs().stream().map(epoch -> value(epoch, tag)).toList());
  }

  /** The first epoch in which this tag came down to a value; one more than there are, if none. */
  int epochsTo(String tag, double value) {
    return result.epochs().stream()
        .filter(epoch -> value(epoch, tag) <= value)
        .mapToInt(EpochResult::epoch)
        .findFirst()
        .orElse(result.epochs().size() + 1);
  }

  private static double value(EpochResult epoch, String tag) {
    return epoch.metrics().getOrDefault(tag, Double.NaN);
  }
}
