package org.ockham.examples;

import org.ockham.data.fetch.Cache;
import org.ockham.lab.compare.Comparison;
import org.ockham.lab.compare.ComparisonListener;
import org.ockham.lab.compare.ComparisonResult;
import org.ockham.lab.recipe.Recipe;

/** Variants of a recipe over the same seeds, with a verdict on each. */
public final class CompareVariants {

  private CompareVariants() {}

  static ComparisonResult run(Recipe recipe) {
    return Comparison.of(recipe).run(2, Cache.standard(), "", new ComparisonListener() {});
  }

  /** Prints what each variant comes to against the first. */
  public static void main(String[] args) {
    Recipe recipe = Recipe.of("mnist-mlp").quick();
    run(recipe).differences().forEach(each -> System.out.println(each.verdict().sentence()));
  }
}
