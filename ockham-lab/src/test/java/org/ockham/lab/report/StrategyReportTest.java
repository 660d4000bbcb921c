package org.ockham.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.lab.TrialReports;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.tune.StrategyRun;
import org.ockham.search.Study;
import org.ockham.search.TrialPruned;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.Storage;

final class StrategyReportTest {

  private final Recipe recipe = Recipe.of("search-strategies");

  /** A search whose trials take 27 epochs, but for those that are stopped after 9, and give these values. */
  private static StrategyRun run(String strategy, long seed, double... values) {
    Study study = Study.minimize("s", Storage.memory(), Random.seeded(seed));
    study.optimize(
        trial -> {
          double value = values[trial.number()];
          trial.setAttribute(TrialReports.EPOCHS, value < 0 ? 9 : 27);
          if (value < 0) {
            throw new TrialPruned();
          }
          return value;
        },
        values.length);
    return new StrategyRun(strategy, seed, study.result(), 1);
  }

  @Test
  @DisplayName("What a strategy found by then is the best complete trial within the epochs")
  void bestAfter() {
    StrategyRun run = run("tpe", 0, 0.5, -1, 0.7, 0.3);
    assertThat(run.curve())
        .containsExactly(new StrategyRun.Point(27, 0.5), new StrategyRun.Point(90, 0.3));
    assertThat(run.bestAfter(26)).isNaN();
    assertThat(run.bestAfter(89)).isEqualTo(0.5);
    assertThat(run.bestAfter(90)).isEqualTo(0.3);
  }

  @Test
  @DisplayName("The page has every strategy in table and charts, the best one marked")
  void page() {
    List<StrategyRun> runs = new ArrayList<>();
    for (String strategy : recipe.search().strategies().keySet()) {
      double good = strategy.equals("gp") ? 0.1 : 0.2;
      runs.add(run(strategy, 0, 0.5, good));
      runs.add(run(strategy, 1, 0.4, good + 0.02));
    }
    StrategyReport report = new StrategyReport(recipe, runs);
    assertThat(report.bestAfter("gp", 54).mean()).isCloseTo(0.11, within(1e-12));
    assertThat(report.trials("grid").mean()).isEqualTo(2);
    String html = report.html();
    assertThat(html).contains("0.1100 ± 0.0141", "10 of 15", "0.2100 ± 0.0141");
    assertThat(html.split("class=\"marked\"", -1)).hasSize(2);
    assertThat(html.substring(html.indexOf("class=\"marked\"")))
        .startsWith("class=\"marked\"><td>gp");
    assertThat(html.split("class=\"chart\"", -1)).hasSize(3);
    assertThat(html.split("class=\"key\"", -1).length).isGreaterThan(10);
  }

  @Test
  @DisplayName("Without a search there is a page that says so")
  void empty() {
    assertThat(new StrategyReport(recipe, List.of()).html()).contains("No search has ended.");
  }
}
