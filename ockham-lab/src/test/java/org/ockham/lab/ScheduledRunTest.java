package org.ockham.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.callback.LambdaCallback;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;

class ScheduledRunTest {

  private static final double LAST = 0.5 / 25 / 1e4; // one cycle's end

  @TempDir
  Path folder;

  private List<Double> rates(String more, String train, @Nullable TestFold fold) {
    Variant variant = Recipe.ofJson("tiny", """
        data: {set: glyphs, train: 0.8, validation: 0.2, limit: 200, testLimit: 20}
        model: {kind: mlp, hidden: [4]}
        optimizer: {kind: sgd, lr: 0.1, momentum: 0.9}
        train: {epochs: 4, batch: 20%s}
        schedule: {kind: one-cycle, maxRate: 0.5%s}
        """.formatted(train, more)).variant();
    List<Double> rates = new ArrayList<>();
    new Run(
            Experiment.of(variant, 1, TinyRecipe.nowhere(folder)).withFold(fold),
            LambdaCallback.nothing().onStepEnd((fit, loss) -> rates.add(fit.rate())))
        .execute();
    return rates;
  }

  private static void assertEnds(int steps, List<Double> rates) {
    assertThat(rates)
        .hasSize(steps)
        .last()
        .satisfies(rate -> assertThat(rate).isCloseTo(LAST, within(1e-9)));
  }

  @Test
  @DisplayName(
      "A schedule over the whole training ends with it: in a fold, and where steps are bounded, too")
  void endsWithTheTraining() {
    assertEnds(32, rates("", "", null));
    assertEnds(16, rates("", "", new TestFold(0, 2)));
    assertEnds(10, rates("", ", maxSteps: 10", null));
    assertEnds(12, rates("", ", accumulate: 3", null));
    assertThat(rates(", totalSteps: 64", "", null))
        .hasSize(32)
        .last()
        .satisfies(rate -> assertThat(rate).isGreaterThan(0.1)); // as it was asked for
  }
}
