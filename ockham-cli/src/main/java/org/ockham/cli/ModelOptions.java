package org.ockham.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.TrainedModel;
import org.ockham.lab.recipe.Recipe;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the commands that use a model file: what it is, where it does not say so itself. */
final class ModelOptions {

  @Option(
      names = "--recipe",
      paramLabel = "RECIPE",
      completionCandidates = Completion.Recipes.class,
      description = "The recipe of the model's network, for a file that does not say it itself.")
  private @Nullable String recipe;

  @Mixin
  @SuppressWarnings("UnusedVariable") // it acts by itself
  private ClassPathOption classes = new ClassPathOption();

  @Mixin
  private VariantOption variant = new VariantOption();

  TrainedModel read(Path file) {
    if (recipe == null) {
      return TrainedModel.read(file);
    }
    Recipe named = Recipe.of(recipe);
    return TrainedModel.read(file, variant.of(named), named.seeds().get(0));
  }

  /** Whether the user said what the model is. */
  boolean isNamed() {
    return recipe != null;
  }
}
