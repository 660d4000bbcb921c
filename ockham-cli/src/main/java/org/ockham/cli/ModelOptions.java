package org.ockham.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.TrainedModel;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import picocli.CommandLine.Option;

/** Options of the commands that use a model file: what it is, where it does not say so itself. */
final class ModelOptions {

  @Option(
      names = "--recipe",
      paramLabel = "RECIPE",
      completionCandidates = Completion.Recipes.class,
      description = "The recipe of the model's network, for a file that does not say it itself.")
  private @Nullable String recipe;

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description = "The recipe's variant; its first if not given.")
  private @Nullable String variant;

  TrainedModel read(Path file) {
    if (recipe == null) {
      return TrainedModel.read(file);
    }
    Recipe named = Recipe.of(recipe);
    Variant chosen = variant == null ? named.variants().get(0) : named.variant(variant);
    return TrainedModel.read(file, chosen, named.seeds().get(0));
  }

  /** Whether the user said what the model is. */
  boolean isNamed() {
    return recipe != null;
  }
}
