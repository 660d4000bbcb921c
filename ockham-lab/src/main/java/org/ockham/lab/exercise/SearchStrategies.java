package org.ockham.lab.exercise;

import java.util.List;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.ockham.lab.picture.Figure;
import org.ockham.lab.picture.LinePanel;
import org.ockham.lab.picture.Trace;
import org.ockham.lab.recipe.Change;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.tune.StrategyComparison;
import org.ockham.lab.tune.StrategyRun;

/** Grid, random points, two samplers that learn, and Hyperband, on one space and one budget: the best value against what it cost. */
final class SearchStrategies implements Exercise {

  /** Points of a curve. */
  private static final int POINTS = 100;

  @Override
  public String name() {
    return "search-strategies";
  }

  @Override
  public String about() {
    return "grid, random, Bayesian search and Hyperband on one budget: best value against time";
  }

  @Override
  public Finding run(Setting setting) {
    Recipe recipe = recipe(setting);
    int budget = recipe.search().budget();
    int longest = recipe.variant().train().epochs();
    Notebook notes = new Notebook(
        this,
        setting,
        "strategy",
        "trials",
        "epochs spent",
        "best after a quarter",
        "after half",
        "after all",
        "seconds");
    List<StrategyRun> runs = new StrategyComparison(recipe, recipe.variant().name())
        .run(
            setting.jobs(),
            setting.source(),
            run -> setting
                .progress()
                .accept(name() + ": " + run.strategy() + " with seed " + run.seed()));
    LinePanel epochs = LinePanel.of("", "epochs spent", "best validation loss");
    LinePanel seconds = LinePanel.of("", "seconds", "best validation loss");
    double end = runs.stream().mapToDouble(StrategyRun::seconds).max().orElse(1);
    for (String strategy : recipe.search().strategies().keySet()) {
      List<StrategyRun> own =
          runs.stream().filter(run -> run.strategy().equals(strategy)).toList();
      double least = own.stream().mapToInt(StrategyRun::epochs).min().orElse(0);
      double most = own.stream().mapToInt(StrategyRun::epochs).max().orElse(0);
      notes.check(
          "epochs that " + strategy + " spent",
          budget + ", and at most the " + longest + " of one more trial",
          Notebook.number(least) + " to " + Notebook.number(most),
          own.size() == recipe.seeds().size() && least >= budget && most < budget + longest);
      notes.row(
          strategy,
          Notebook.number(mean(own, run -> run.result().trials().size())),
          Notebook.number(mean(own, StrategyRun::epochs)),
          Notebook.number(mean(own, run -> run.bestAfter(budget / 4))),
          Notebook.number(mean(own, run -> run.bestAfter(budget / 2))),
          Notebook.number(mean(own, run -> run.bestAfter(budget + longest))),
          Notebook.number(mean(own, StrategyRun::seconds)));
      epochs = epochs.line(
          curve(strategy, own, budget, (run, at) -> run.bestAfter((int) Math.floor(at))));
      seconds = seconds.line(curve(strategy, own, end, StrategyRun::bestAfterSeconds));
    }
    notes.picture(
        name(),
        Figure.of("Search strategies on one budget: best value against its cost")
            .columns(2)
            .size(560, 400)
            .panel(epochs)
            .panel(seconds));
    return notes.finding();
  }

  private static Recipe recipe(Setting setting) {
    Recipe recipe = Recipe.of("search-strategies");
    return setting.isQuick()
        ? recipe
            .quick()
            .with(List.of(
                change("seeds", "[0]"),
                change("data.limit", "100"),
                change("data.testLimit", "10"),
                change("train.epochs", "3"),
                change("search.budget", "24")))
        : recipe;
  }

  private static Change change(String key, String value) {
    return Change.of(key, value, "the quick form");
  }

  private static double mean(List<StrategyRun> runs, ToDoubleFunction<StrategyRun> value) {
    return runs.stream().mapToDouble(value).average().orElse(Double.NaN);
  }

  /** The mean over the seeds, from where each has something to show. */
  private static Trace curve(
      String strategy,
      List<StrategyRun> runs,
      double end,
      ToDoubleBiFunction<StrategyRun, Double> best) {
    double[] at =
        IntStream.rangeClosed(1, POINTS).mapToDouble(i -> end * i / POINTS).toArray();
    double[] means = new double[POINTS];
    for (int i = 0; i < POINTS; i++) {
      double cost = at[i];
      means[i] = mean(runs, run -> best.applyAsDouble(run, cost));
    }
    return Trace.of(strategy, at, means);
  }
}
