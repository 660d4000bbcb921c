package org.ockham.lab.report;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.ToDoubleBiFunction;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.compare.Spread;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.SearchPlan;
import org.ockham.lab.report.Page.Fact;
import org.ockham.lab.report.Section.Figure;
import org.ockham.lab.report.Section.Size;
import org.ockham.lab.tune.StrategyRun;
import org.ockham.search.analysis.Series.Point;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;

/**
 * Sets a comparison of search strategies as one HTML page that needs nothing else: no network, no font; its charts
 * are drawn by a script inside, and tables hold their numbers.
 *
 * @param recipe what was searched
 * @param runs the searches that ended
 */
public record StrategyReport(Recipe recipe, List<StrategyRun> runs) {

  private static final int POINTS = 200;

  /** Copies the list. */
  public StrategyReport {
    runs = List.copyOf(runs);
  }

  /** The page. */
  public String html() {
    SearchPlan plan = recipe.search();
    List<Section> sections = new ArrayList<>();
    if (runs.isEmpty()) {
      sections.add(Section.missing("found", "What was found", "No search has ended."));
    } else {
      sections.add(table(plan));
      sections.add(curves(plan));
    }
    return new Page(
            "Search strategies: " + recipe.name(),
            recipe.about(),
            List.of(),
            List.of(
                new Fact("objective", plan.objective()),
                new Fact("budget", Numeral.count(plan.budget(), "epoch") + " for each search"),
                new Fact("seeds", recipe.seeds().toString()),
                new Fact(
                    "searches",
                    runs.size() + " of "
                        + plan.strategies().size() * recipe.seeds().size())),
            sections)
        .html();
  }

  /** The best values of one strategy after so many epochs, over the seeds. */
  public Spread bestAfter(String strategy, int epochs) {
    return Spread.of(runs(strategy).stream().map(run -> run.bestAfter(epochs)).toList());
  }

  /** How many trials a search by one strategy had, over the seeds. */
  public Spread trials(String strategy) {
    return Spread.of(runs(strategy).stream()
        .map(run -> (double) run.result().trials().size())
        .toList());
  }

  private List<StrategyRun> runs(String strategy) {
    return runs.stream().filter(run -> run.strategy().equals(strategy)).toList();
  }

  private Section table(SearchPlan plan) {
    int budget = plan.budget();
    List<DataTable.Row> rows = new ArrayList<>();
    String leader = leader(plan);
    for (String strategy : plan.strategies().keySet()) {
      SearchPlan.Strategy used = Objects.requireNonNull(plan.strategies().get(strategy));
      rows.add(DataTable.row(
          strategy.equals(leader) ? "marked" : "",
          List.of(
              strategy,
              used.sampler() + (used.pruner().word().equals("none") ? "" : ", " + used.pruner()),
              Integer.toString(runs(strategy).size()),
              String.format(Locale.ROOT, "%.0f", trials(strategy).mean()),
              text(bestAfter(strategy, budget / 4)),
              text(bestAfter(strategy, budget / 2)),
              text(bestAfter(strategy, budget)))));
    }
    return Section.of(
        "found",
        "What was found",
        "The best " + plan.objective()
            + " that a quarter, half and all of the budget gave: mean ± sample standard"
            + " deviation over the seeds. Trials are the mean number of a search.",
        DataTable.whole(
            List.of(
                "strategy",
                "sampler, pruner",
                "searches",
                "trials",
                "after " + budget / 4 + " epochs",
                "after " + budget / 2,
                "after " + budget),
            rows));
  }

  /** The strategy whose mean is best in the end, if there is one. */
  private @Nullable String leader(SearchPlan plan) {
    Direction direction = runs.get(0).result().directions().get(0);
    String leader = null;
    for (String strategy : plan.strategies().keySet()) {
      double loss = direction.loss(bestAfter(strategy, plan.budget()).mean());
      if (!Double.isNaN(loss)
          && (leader == null
              || loss < direction.loss(bestAfter(leader, plan.budget()).mean()))) {
        leader = strategy;
      }
    }
    return leader;
  }

  private Section curves(SearchPlan plan) {
    return Section.charts(
        "curves",
        "Best value against what it cost",
        "The best " + plan.objective()
            + " found so far, the mean over the seeds; a curve begins where every seed has its first complete trial. Epochs"
            + " are the same on every machine; times depend on what else it did.",
        Size.MEDIUM,
        List.of(
            new Figure(
                "",
                "",
                chart(
                    plan,
                    plan.budget(),
                    "epochs",
                    (run, at) -> run.bestAfter((int) Math.floor(at)))),
            new Figure(
                "", "", chart(plan, longest(), "seconds", StrategyReport::bestAfterSeconds))));
  }

  private LineChart chart(
      SearchPlan plan, double end, String label, ToDoubleBiFunction<StrategyRun, Double> best) {
    List<List<Point>> curves = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (String strategy : plan.strategies().keySet()) {
      List<StrategyRun> searches = runs(strategy);
      List<Point> curve = new ArrayList<>();
      for (int i = 1; i <= POINTS && !searches.isEmpty(); i++) {
        double at = end * i / POINTS;
        double mean = searches.stream()
            .mapToDouble(run -> best.applyAsDouble(run, at))
            .average()
            .orElse(Double.NaN);
        if (!Double.isNaN(mean)) {
          curve.add(new Point(at, mean));
          values.add(mean);
        }
      }
      curves.add(curve);
    }
    if (values.isEmpty()) {
      values.add(0.0);
    }
    LineChart chart = new LineChart(
        "the best " + plan.objective() + " by " + label + ", a curve for each strategy",
        ChartAxis.of(label).from(0, end),
        ValueAxis.of(plan.objective(), runs.get(0).result().directions().get(0), values)
            .axis());
    int index = 0;
    for (String strategy : plan.strategies().keySet()) {
      chart.steps(strategy, curves.get(index++), end, chart.look(strategy));
    }
    return chart;
  }

  private double longest() {
    return runs.stream().mapToDouble(StrategyReport::seconds).max().orElse(1);
  }

  /** From the start of the first trial to the end of the last. */
  private static double seconds(StrategyRun run) {
    List<FrozenTrial> trials = run.result().trials();
    return trials.isEmpty() ? 0 : since(run, trials.get(trials.size() - 1).complete());
  }

  private static double bestAfterSeconds(StrategyRun run, double seconds) {
    Direction direction = run.result().directions().get(0);
    double best = Double.NaN;
    for (FrozenTrial trial : run.result().complete()) {
      if (since(run, trial.complete()) <= seconds
          && !(direction.loss(trial.value()) >= direction.loss(best))) {
        best = trial.value();
      }
    }
    return best;
  }

  private static double since(StrategyRun run, @Nullable Instant time) {
    Instant begin = run.result().trials().get(0).start();
    return begin == null || time == null
        ? Double.NaN
        : Duration.between(begin, time).toNanos() / 1e9;
  }

  private static String text(Spread spread) {
    return spread.count() == 0
        ? "–"
        : String.format(Locale.ROOT, "%.4f", spread.mean())
            + (Double.isNaN(spread.deviation())
                ? ""
                : String.format(Locale.ROOT, " ± %.4f", spread.deviation()));
  }
}
