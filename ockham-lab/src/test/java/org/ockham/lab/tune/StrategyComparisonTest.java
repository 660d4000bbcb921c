package org.ockham.lab.tune;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.lab.PartsDirectory;
import org.ockham.lab.TinyRecipe;
import org.ockham.lab.recipe.Recipe;

final class StrategyComparisonTest {

  @TempDir
  private Path folder;

  private final Recipe recipe = Recipe.of("search-strategies")
      .quick()
      .with("data.limit", "200", "")
      .with("train.epochs", "3", "")
      .with("search.budget", "45", "")
      .with("seeds", "[3, 4]", "");

  private StrategyComparison comparison() {
    return new StrategyComparison(recipe, "base");
  }

  @Test
  @DisplayName("Every strategy spends the same budget, and the numbers do not depend on the jobs")
  void strategies() {
    List<StrategyRun> heard = new ArrayList<>();
    List<StrategyRun> two = comparison().run(2, TinyRecipe.nowhere(folder), heard::add);
    List<StrategyRun> one = comparison().run(1, TinyRecipe.nowhere(folder), run -> {});
    assertThat(two).hasSize(10).hasSize(comparison().size());
    assertThat(heard).containsExactlyInAnyOrderElementsOf(two);
    for (int i = 0; i < 10; i++) {
      StrategyRun run = two.get(i);
      assertThat(run.curve()).isEqualTo(one.get(i).curve()).isNotEmpty();
      int epochs = run.result().trials().stream().mapToInt(Tuning::epochs).sum();
      assertThat(epochs).isBetween(45, 45 + 2);
      assertThat(run.bestAfter(epochs)).isEqualTo(run.result().best().value());
      assertThat(run.bestAfter(0)).isNaN();
      assertThat(run.bestAfter(epochs / 2)).isGreaterThanOrEqualTo(run.bestAfter(epochs));
    }
  }

  @Test
  @DisplayName("An interrupted comparison keeps the searches that ended")
  void interrupted() {
    StrategyComparison comparison = comparison();
    List<StrategyRun> runs =
        comparison.run(1, TinyRecipe.nowhere(folder), run -> comparison.interrupt());
    assertThat(comparison.interrupted()).isTrue();
    assertThat(runs).hasSize(1);
  }

  @Test
  @DisplayName("A comparison goes on with the searches that are missing, and finds the same")
  void goesOn() {
    List<StrategyRun> whole = comparison().run(2, TinyRecipe.nowhere(folder), run -> {});
    Path place = folder.resolve("kept");
    StrategyComparison first = comparison();
    try (PartsDirectory directory = PartsDirectory.at(place, first.plan())) {
      List<StrategyRun> ended = new ArrayList<>();
      first.run(1, TinyRecipe.nowhere(folder), directory, run -> {
        ended.add(run);
        if (ended.size() == 3) {
          first.interrupt();
        }
      });
    }
    assertThat(place.resolve("parts").toFile().list()).hasSize(3);
    List<StrategyRun> heard = new ArrayList<>();
    List<StrategyRun> runs;
    try (PartsDirectory directory = PartsDirectory.at(place, first.plan())) {
      runs = comparison().run(2, TinyRecipe.nowhere(folder), directory, heard::add);
    }
    assertThat(heard).containsExactlyInAnyOrderElementsOf(runs);
    assertThat(place.resolve("parts").toFile().list()).hasSize(10);
    assertThat(runs)
        .extracting(StrategyRun::curve)
        .isEqualTo(whole.stream().map(StrategyRun::curve).toList());

    try (PartsDirectory directory = PartsDirectory.at(place, first.plan())) {
      assertThat(comparison()
              .run(2, TinyRecipe.nowhere(folder), directory, run -> {})
              .toString())
          .isEqualTo(runs.toString());
    }
  }
}
