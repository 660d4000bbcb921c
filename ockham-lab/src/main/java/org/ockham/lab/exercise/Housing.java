package org.ockham.lab.exercise;

import org.ockham.data.Datasets;
import org.ockham.data.NamedSet;
import org.ockham.data.table.TableSet;
import org.ockham.lab.Experiment;
import org.ockham.lab.RunResult;
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
    RunResult mean =
        Baselines.constant(Experiment.of(recipe.variant(), recipe.seeds().get(0), rows));
    row(notes, mean);
    double baseline = mean.selected("test/rmse");
    double linear = Double.NaN;
    for (Variant variant : recipe.variants()) {
      RunResult result = Trained.of(variant, recipe.seeds().get(0), setting).result();
      double rmse = result.selected("test/rmse");
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
      row(notes, result);
    }
    String missing = rows instanceof TableSet table ? String.join(", ", table.missing()) : "";
    notes.check(
        "missing cells of " + rows.name(),
        "filled, and told by column",
        missing,
        !missing.isEmpty());
    return notes.finding();
  }

  private static void row(Notebook notes, RunResult result) {
    notes.row(
        result.variant(),
        Notebook.number(result.selected("test/rmse")),
        Notebook.number(result.selected("test/mae")),
        Notebook.number(result.selected("test/r2")));
  }
}
