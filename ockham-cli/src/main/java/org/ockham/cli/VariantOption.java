package org.ockham.cli;

import org.jspecify.annotations.Nullable;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import picocli.CommandLine.Option;

/** The option that says which variant of a recipe is meant. */
final class VariantOption {

  @Option(
      names = "--variant",
      paramLabel = "NAME",
      description = "The variant; the recipe's first if not given.")
  private @Nullable String name;

  Variant of(Recipe recipe) {
    return name == null ? recipe.variant() : recipe.variant(name);
  }

  /** Whether one is named. */
  boolean isGiven() {
    return name != null;
  }
}
