package org.ockham.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.PartsDirectory;
import org.ockham.lab.compare.Comparison;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ockham compare}: variants over seeds, side by side. */
@Command(
    name = "compare",
    description = {
      "Compares the variants of a recipe over several seeds.",
      "Without a recipe: mnist-5pct in its short form, on data that Ockham draws itself."
    })
final class CompareCommand implements Callable<Integer> {

  private static final String STANDARD = "mnist-5pct";

  /** Those of its variants that are compared where nobody says which: one of each kind, and the two that are best together. */
  private static final List<String> STANDARD_VARIANTS = List.of(
      "none",
      "l1",
      "l2",
      "dropout",
      "batchnorm",
      "layernorm",
      "augmentation",
      "early-stopping",
      "dropout-augmentation");

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(
      paramLabel = "RECIPE",
      completionCandidates = Completion.Recipes.class,
      arity = "0..1",
      description = "A recipe's name (ockham recipes lists them) or a YAML file.")
  private @Nullable String recipe;

  @Option(
      names = "--variants",
      paramLabel = "NAME",
      split = ",",
      description = "Only these variants, in this order; the first is the base.")
  private List<String> variants = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N|A,B,..",
      description = "How many seeds (0 to N-1), or which: 4,5,6. The recipe's if not given.")
  private @Nullable String seeds;

  @Mixin
  private RecipeOptions options = new RecipeOptions();

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "Runs at a time; all processors if not given. The numbers do not depend on it.")
  private @Nullable Integer jobs;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where report.html and comparison.json go; a new directory below runs/ if not given.")
  private @Nullable Path out;

  @Option(
      names = "--json",
      description = "Print the result as JSON; progress goes to standard error.")
  private boolean json;

  @Override
  public Integer call() {
    Screen screen = main.screen();
    Recipe recipe =
        this.recipe == null ? options.quickRecipe(STANDARD) : options.recipe(this.recipe);
    List<String> names =
        this.variants.isEmpty() && this.recipe == null ? STANDARD_VARIANTS : this.variants;
    List<Variant> variants = names.isEmpty()
        ? recipe.variants()
        : names.stream().map(recipe::variant).distinct().toList();
    List<Long> seeds = this.seeds == null ? recipe.seeds() : seeds(this.seeds);
    int jobs = this.jobs == null ? Runtime.getRuntime().availableProcessors() : this.jobs;
    if (jobs < 1) {
      throw usage("--jobs is " + jobs + ", but must be at least 1");
    }
    Comparison comparison = new Comparison(recipe, variants, seeds);
    try (PartsDirectory directory = out == null
        ? PartsDirectory.standard(recipe.name(), "compare", comparison.plan())
        : PartsDirectory.at(out, comparison.plan())) {
      return new ComparisonScreen(screen, json, main.commandLine())
          .run(comparison, jobs, options.source(screen), directory);
    }
  }

  private List<Long> seeds(String text) {
    try {
      if (!text.contains(",")) {
        int count = Integer.parseInt(text.strip());
        if (count < 1 || count > 10_000) {
          throw usage(
              "--seeds is " + count + ", but must be 1 to 10000 seeds, or a list such as 4,5,6");
        }
        return LongStream.range(0, count).boxed().toList();
      }
      List<Long> seeds = Arrays.stream(text.split(","))
          .filter(seed -> !seed.isBlank())
          .map(seed -> Long.valueOf(seed.strip()))
          .distinct()
          .collect(Collectors.toList());
      if (seeds.isEmpty()) {
        throw usage("--seeds is '" + text + "', but names no seed: give a list such as 4,5,6");
      }
      return seeds;
    } catch (NumberFormatException e) {
      throw usage("--seeds is '" + text + "', but must be how many seeds, or a list such as 4,5,6");
    }
  }

  private CommandLine.ParameterException usage(String sentence) {
    return new CommandLine.ParameterException(spec.commandLine(), sentence);
  }
}
