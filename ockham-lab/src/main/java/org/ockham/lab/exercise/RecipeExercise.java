package org.ockham.lab.exercise;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.ockham.data.ContactSheet;
import org.ockham.lab.PartsDirectory;
import org.ockham.lab.RunResult;
import org.ockham.lab.compare.Comparison;
import org.ockham.lab.compare.ComparisonListener;
import org.ockham.lab.compare.ComparisonResult;
import org.ockham.lab.compare.RunFailure;
import org.ockham.lab.compare.VariantSummary;
import org.ockham.lab.recipe.Change;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A shipped recipe whose variants are compared over its seeds, and held against what the course printed or PyTorch gave: {@code
 * references.json}. Its runs are kept in a directory of its name, where {@code ockham compare} goes on with them too.
 */
final class RecipeExercise implements Exercise {

  private static final String REFERENCES = "references.json";
  private static final int SAMPLES = 20;

  private final String name;
  private final JsonNode entry;

  private RecipeExercise(String name, JsonNode entry) {
    this.name = name;
    this.entry = entry;
  }

  /** The one of this recipe. */
  static RecipeExercise of(String name) {
    try (InputStream in = RecipeExercise.class.getResourceAsStream(REFERENCES)) {
      if (in == null) {
        throw new IllegalStateException(REFERENCES + " is missing from the jar");
      }
      return new RecipeExercise(name, JsonMapper.shared().readTree(in).required(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String about() {
    return entry.required("about").stringValue();
  }

  @Override
  public Finding run(Setting setting) {
    Recipe recipe = recipe(setting);
    Comparison comparison =
        new Comparison(recipe, Comparison.variants(recipe), seeds(recipe, setting));
    Variant base = comparison.variants().get(0);
    setting.progress().accept(name + ": " + base.data().inWords());
    setting
        .progress()
        .accept(name + ": " + base.sizes() + "\n"
            + base.network().initialize(0).summary(base.data().inputShape()));
    Notebook notes = new Notebook(
        this,
        setting,
        "variant",
        "validation accuracy",
        "test accuracy",
        "test loss",
        "selected epoch",
        "validation loss at the end",
        "weights that are 0");
    ComparisonResult result;
    try (PartsDirectory directory = PartsDirectory.at(
        setting.directory().resolve(name), comparison.plan(), comparison.amendable())) {
      result = comparison.run(
          setting.jobs(), setting.source(), notes.command(), directory, listener(setting));
    }
    notes.check(
        "runs that finish",
        Integer.toString(result.planned()),
        Integer.toString(result.runs().size()),
        result.runs().size() == result.planned());
    result.summaries().forEach(summary -> row(notes, summary));
    List<Expectation> expectations = expectations();
    for (Expectation expectation : expectations) {
      if (!setting.isQuick() || expectation.always()) {
        notes.add(expectation.check(result.runs(), expectations));
      }
    }
    Path samples = setting.directory().resolve(name + "-samples.png");
    ContactSheet.png(base.data().open(setting.source()).train(), samples, SAMPLES, 10);
    notes.picture(samples);
    return notes.finding();
  }

  /** What its runs must come to. */
  List<Expectation> expectations() {
    return entry.required("expect").valueStream().map(Expectation::of).toList();
  }

  private Recipe recipe(Setting setting) {
    Recipe recipe = Recipe.of(name);
    if (!setting.isQuick()) {
      return recipe;
    }
    List<Change> changes = new ArrayList<>();
    entry
        .required("quick")
        .properties()
        .forEach(each -> changes.add(
            Change.of(each.getKey(), each.getValue().asString(), "the quick form of " + name)));
    return recipe.quick().with(changes);
  }

  private static List<Long> seeds(Recipe recipe, Setting setting) {
    if (setting.seeds() > 0) {
      return LongStream.range(0, setting.seeds()).boxed().toList();
    }
    return setting.isQuick() ? recipe.seeds().subList(0, 1) : recipe.seeds();
  }

  private ComparisonListener listener(Setting setting) {
    return new ComparisonListener() {
      @Override
      public void finished(RunResult run) {
        setting.progress().accept(name + ": " + run.variant() + ", seed " + run.seed());
      }

      @Override
      public void failed(RunFailure failure) {
        setting
            .progress()
            .accept(name + ": " + failure.variant() + ", seed " + failure.seed() + " failed: "
                + failure.reason());
      }
    };
  }

  private static void row(Notebook notes, VariantSummary summary) {
    String variant = summary.variant().name();
    List<String> cells = new ArrayList<>(List.of(variant));
    for (String tag : Arrays.asList("val/accuracy", "test/accuracy", "test/loss")) {
      cells.add(new Measure(variant, tag, Measure.At.SELECTED).words(summary.selected(tag)));
    }
    cells.add(new Measure(variant, "epochs", Measure.At.SELECTED).words(summary.epoch()));
    cells.add(new Measure(variant, "val/loss", Measure.At.END).words(summary.last("val/loss")));
    cells.add(new Measure(variant, "sparsity", Measure.At.SELECTED).words(summary.sparsity()));
    notes.row(cells.toArray(String[]::new));
  }
}
