package org.ockham.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.Chance;
import org.ockham.lab.PartsDirectory;
import org.ockham.lab.cluster.Cluster;
import org.ockham.lab.cluster.SharedDirectory;
import org.ockham.lab.compare.Comparison;
import org.ockham.lab.compare.Criterion;
import org.ockham.lab.compare.Design;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import org.ockham.watch.Watch;
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
  private static final Pattern AUTO =
      Pattern.compile("auto:([1-9][0-9]{0,4})\\.\\.([1-9][0-9]{0,4})");

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
      "layernorm-augmentation");

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
      description = "A recipe's name (ockham recipe list shows them) or a YAML file.")
  private @Nullable String recipe;

  @Option(
      names = "--variants",
      paramLabel = "NAME",
      split = ",",
      description = "Only these variants, in this order; the first is the base.")
  private List<String> variants = List.of();

  @Option(
      names = "--seeds",
      paramLabel = "N|A,B,..|auto:M..N",
      description = {
        "How many seeds (0 to N-1), or which: 4,5,6. The recipe's if not given.",
        "auto:5..30: 5, and one more each time until every verdict is decided or there are 30; looking on the way is paid"
            + " for, so no more verdicts are false than with a fixed number."
      })
  private @Nullable String seeds;

  @Option(
      names = "--margin",
      paramLabel = "D",
      description =
          "Differences up to here do not matter: in points for shares such as accuracy, else in the metric's units.")
  private @Nullable Double margin;

  @Option(
      names = "--tune",
      paramLabel = "N",
      description = {
        "Tune learning rate and weight decay (or what the recipe's compare.tune.space names) of every variant",
        "by the same N trials on validation before the seeds are run."
      })
  private @Nullable Integer tune;

  @Option(
      names = "--folds",
      paramLabel = "K",
      description =
          "For little data: cut the images of training and validation into K parts, and test on each in turn.")
  private @Nullable Integer folds;

  @Option(
      names = "--repeats",
      paramLabel = "R",
      description = "How often to cut into folds, each time by another seed (0 to R-1).")
  private @Nullable Integer repeats;

  @Option(
      names = "--vary",
      paramLabel = "WHAT",
      split = ",",
      description =
          "Run all again with only this differing between seeds, to see what the spread comes from: some of split, init, order, mask.")
  private List<String> vary = List.of();

  @Mixin
  private RecipeOptions options = new RecipeOptions();

  @Option(
      names = "--jobs",
      paramLabel = "N|auto",
      description =
          "Runs at a time; auto, the default, is one a processor. The numbers do not depend on it.",
      converter = CountOrAuto.Converter.class)
  private CountOrAuto jobs = CountOrAuto.AUTO;

  @Mixin
  private ClusterOption on = new ClusterOption();

  @Mixin
  private SharedOption shared = new SharedOption();

  @Mixin
  private WatchOption watching = new WatchOption();

  @Mixin
  private CheckpointOption checkpoints = new CheckpointOption();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where report.html, report.md, results.csv and comparison.json go; a new directory below runs/ if not given.")
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
        ? Comparison.variants(recipe)
        : names.stream().map(recipe::variant).distinct().toList();
    Comparison comparison = new Comparison(recipe, variants, design(recipe));
    SharedDirectory shared = this.shared.directory(on, checkpoints);
    try (WatchOption shown = watching;
        PartsDirectory directory = out == null
            ? PartsDirectory.standard(recipe.name(), "compare", comparison.plan())
            : PartsDirectory.at(out, comparison.plan(), comparison.amendable());
        Cluster cluster = on.join(screen)) {
      shown.show(
          screen,
          screen.people(json),
          () -> Watch.of(directory::path),
          () -> directory.path().toString());
      return new ComparisonScreen(screen, json, main.commandLine())
          .run(comparison, place(cluster, shared), options.source(screen), directory);
    }
  }

  private ComparisonScreen.Place place(
      @Nullable Cluster cluster, @Nullable SharedDirectory shared) {
    int most = cluster == null || jobs.count() > 0 ? jobs.orProcessors() : cluster.slots();
    return new ComparisonScreen.Place(cluster, shared, most);
  }

  /** The recipe's, with what the options change of it. */
  private Design design(Recipe recipe) {
    Design design = Design.of(recipe);
    if (repeats != null && (folds == null || seeds != null)) {
      throw Mistake.of(
          spec,
          "--repeats is the number of seeds for --folds: give it with --folds and without --seeds");
    }
    try {
      if (seeds != null) {
        Matcher auto = AUTO.matcher(seeds);
        design = auto.matches()
            ? design.withSeeds(Integer.parseInt(auto.group(1)), Integer.parseInt(auto.group(2)))
            : design.withSeeds(seeds(seeds));
      }
      if (repeats != null) {
        if (repeats < 1 || repeats > 1000) {
          throw Mistake.of(spec, "--repeats is " + repeats + ", but must be 1 to 1000");
        }
        design = design.withSeeds(LongStream.range(0, repeats).boxed().toList());
      }
      if (folds != null) {
        design = design.withFolds(folds);
      }
      if (tune != null) {
        if (tune < 1) {
          throw Mistake.of(
              spec, "--tune is " + tune + ", but must be at least 1 trial: leave it out for none");
        }
        design = design.withTrials(tune);
      }
      if (margin != null) {
        if (!(margin >= 0)) {
          throw Mistake.of(spec, "--margin is " + margin + ", but must be at least 0");
        }
        Criterion criterion = design.criterion();
        design =
            design.withCriterion(criterion.withMargin(criterion.isShare() ? margin / 100 : margin));
      }
      return design.withVaried(vary.stream().map(this::chance).toList());
    } catch (IllegalArgumentException e) {
      throw Mistake.of(spec, e);
    }
  }

  private Chance chance(String word) {
    for (Chance chance : Chance.values()) {
      if (chance.name().toLowerCase(Locale.ROOT).equals(word.strip())) {
        return chance;
      }
    }
    throw Mistake.of(
        spec, "--vary is '" + word + "', but must be some of split, init, order, mask");
  }

  private List<Long> seeds(String text) {
    try {
      if (!text.contains(",")) {
        int count = Integer.parseInt(text.strip());
        if (count < 1 || count > 10_000) {
          throw Mistake.of(
              spec,
              "--seeds is " + count + ", but must be 1 to 10000 seeds, or a list such as 4,5,6");
        }
        return LongStream.range(0, count).boxed().toList();
      }
      List<Long> seeds = Arrays.stream(text.split(","))
          .filter(seed -> !seed.isBlank())
          .map(seed -> Long.valueOf(seed.strip()))
          .toList();
      if (seeds.stream().distinct().count() < seeds.size()) {
        throw Mistake.of(spec, "--seeds is '" + text + "', but each seed must be another");
      }
      if (seeds.isEmpty()) {
        throw Mistake.of(
            spec, "--seeds is '" + text + "', but names no seed: give a list such as 4,5,6");
      }
      return seeds;
    } catch (NumberFormatException e) {
      throw Mistake.of(
          spec,
          "--seeds is '" + text
              + "', but must be how many seeds, a list such as 4,5,6, or auto:5..30");
    }
  }
}
