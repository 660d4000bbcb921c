package org.ockham.lab.exercise;

import java.util.ArrayList;
import java.util.List;
import org.ockham.data.NamedSet;
import org.ockham.lab.Experiment;
import org.ockham.lab.RunResult;
import org.ockham.lab.baseline.Baselines;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;

/** Several labels of a row at once: an output with a binary cross-entropy for each, measured by F1 of each label and over all. */
final class Multilabel implements Exercise {

  @Override
  public String name() {
    return "multilabel";
  }

  @Override
  public String about() {
    return "independent outputs with binary cross-entropy: F1 of each label and over all";
  }

  @Override
  public Finding run(Setting setting) {
    Recipe shipped = Recipe.of(name());
    Recipe recipe = setting.isQuick() ? shipped.quick() : shipped;
    List<String> tags = new ArrayList<>(recipe.variant().tags("test"));
    List<String> columns = new ArrayList<>(List.of("model"));
    tags.forEach(tag -> columns.add(tag.replaceFirst("^test/", "")));
    Notebook notes = new Notebook(this, setting, columns.toArray(String[]::new));
    NamedSet rows = recipe.variant().data().open(setting.source());
    RunResult majority =
        Baselines.constant(Experiment.of(recipe.variant(), recipe.seeds().get(0), rows));
    row(notes, majority, tags);
    double guessed = majority.selected("test/exact_match");
    for (Variant variant : recipe.variants()) {
      RunResult result = Trained.of(variant, recipe.seeds().get(0), setting).result();
      double exact = result.selected("test/exact_match");
      notes.check(
          "rows of which " + variant.name() + " tells all labels",
          "more than by each label's majority, " + Notebook.percent(guessed),
          Notebook.percent(exact),
          exact > guessed);
      for (String label : variant.data().labels()) {
        notes.atLeast(
            "test F1 of " + label + " by " + variant.name(),
            0.5,
            result.selected("test/f1/" + label));
      }
      row(notes, result, tags);
    }
    return notes.finding();
  }

  private static void row(Notebook notes, RunResult result, List<String> tags) {
    List<String> cells = new ArrayList<>(List.of(result.variant()));
    tags.forEach(tag -> cells.add(Notebook.number(result.selected(tag))));
    notes.row(cells.toArray(String[]::new));
  }
}
