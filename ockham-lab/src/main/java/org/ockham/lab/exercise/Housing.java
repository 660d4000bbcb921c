package org.ockham.lab.exercise;

import java.util.Map;
import org.ockham.data.Datasets;
import org.ockham.data.NamedSet;
import org.ockham.data.table.TableSet;
import org.ockham.lab.baseline.Baseline;
import org.ockham.lab.baseline.Baselines;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;

/**
 * What a house costs, from a table with missing cells and features that are standardised by what the training part shows: a linear
 * model, and one with five tanh units. On California's districts where their file is at hand, on houses that Ockham makes elsewhere.
 */
final class Housing implements Exercise {

  private static final String CALIFORNIA = "california-housing";

  @Override
  public String name() {
    return "housing";
  }

  @Override
  public String about() {
    return "regression on a table: a line against five tanh units";
  }

  @Override
  public Finding run(Setting setting) {
    Recipe shipped = Recipe.of(name());
    Recipe recipe = setting.isQuick()
        ? shipped.quick()
        : Datasets.present(CALIFORNIA, setting.source())
            ? shipped.with("data.set", CALIFORNIA, "the exercise")
            : shipped;
    Notebook notes = new Notebook(this, setting, "model", "test rmse", "test mae", "test r2");
    NamedSet rows = recipe.variant().data().open(setting.source());
    Baseline mean = Baselines.constant(recipe.variant(), rows, recipe.seeds().get(0));
    row(notes, mean.name(), mean.test().values());
    double baseline = mean.test().get("test/rmse");
    double linear = Double.NaN;
    for (Variant variant : recipe.variants()) {
      Trained network = Trained.of(variant, recipe.seeds().get(0), setting);
      double rmse = network.result().selected("test/rmse");
      notes.check(
          "test rmse of " + variant.name() + " on " + rows.name(),
          "below that of the mean, " + Notebook.number(baseline),
          Notebook.number(rmse),
          rmse < baseline);
      if (variant.name().equals("linear")) {
        linear = rmse;
      } else {
        notes.check(
            "test rmse of " + variant.name() + " against the linear model's",
            "below " + Notebook.number(linear),
            Notebook.number(rmse),
            rmse < linear);
      }
      row(
          notes,
          variant.name(),
          Map.of(
              "test/rmse", rmse,
              "test/mae", network.result().selected("test/mae"),
              "test/r2", network.result().selected("test/r2")));
    }
    String missing = rows instanceof TableSet table ? String.join(", ", table.missing()) : "";
    notes.check(
        "missing cells of " + rows.name(),
        "filled, and told by column",
        missing,
        !missing.isEmpty());
    return notes.finding();
  }

  private static void row(Notebook notes, String name, Map<String, Double> test) {
    notes.row(
        name,
        Notebook.number(test.getOrDefault("test/rmse", Double.NaN)),
        Notebook.number(test.getOrDefault("test/mae", Double.NaN)),
        Notebook.number(test.getOrDefault("test/r2", Double.NaN)));
  }
}
