package org.ockham.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import org.ockham.optim.AdamW;
import org.ockham.optim.GradientClipping;
import org.ockham.regularize.L1;
import org.ockham.schedule.OneCycleLR;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

/** What a recipe names beside network and optimiser is at work in its run. */
final class RegularisedRunTest {

  @TempDir
  private Path folder;

  private Recipe recipe() throws IOException {
    return TinyRecipe.in(folder)
        .with("optimizer", "{kind: adamw, lr: 0.01}", "--set")
        .with("schedule", "{kind: one-cycle, maxRate: 0.02}", "--set")
        .with("regularizers", "{l1: {lambda: 0.001}, max-norm: {bound: 2}}", "--set")
        .with("clipping", "{kind: norm, bound: 0.5}", "--set");
  }

  @Test
  @DisplayName(
      "AdamW with one cycle, L1 and clipping trains, and its resolved recipe is the same variant")
  void trains() throws IOException {
    Variant variant = recipe().variant("plain");
    assertThat(variant.optimizer()).isEqualTo(AdamW.rate(0.01));
    assertThat(variant.regularizers()).containsEntry("l1", L1.of(0.001));
    assertThat(variant.clipping()).isEqualTo(GradientClipping.norm(0.5));
    // 120 images in batches of 20, for 3 epochs
    assertThat(variant.schedule().schedule()).isEqualTo(OneCycleLR.upTo(0.02, 18));
    assertThat(Recipe.ofJson("again", variant.json(0)).variants()).containsExactly(variant);

    List<Double> rates = new ArrayList<>();
    RunResult result = new Run(
            Experiment.of(variant, 0, TinyRecipe.nowhere(folder)), new Callback() {
              @Override
              public void onStepEnd(Fit fit, double loss) {
                rates.add(fit.rate());
              }
            })
        .execute();
    assertThat(result.validation().values().get("val/accuracy")).isGreaterThan(0.3);
    double[] curve = OneCycleLR.upTo(0.02, 18).rates(0.01, 18);
    assertThat(rates).hasSize(18);
    for (int step = 0; step < 18; step++) {
      assertThat(rates.get(step)).isCloseTo(curve[step], within(1e-12));
    }
  }

  @Test
  @DisplayName("What variants change of a schedule or a regulariser is what they differ in")
  void differences() throws IOException {
    Recipe recipe = recipe();
    Variant other = recipe
        .with("regularizers.l1.lambda", "0.1", "--set")
        .with("schedule.maxRate", "[0.5]", "--set")
        .variant("plain");
    assertThat(other.differencesFrom(recipe.variant("plain")))
        .containsOnlyKeys("regularizers.l1.lambda", "schedule.maxRate")
        .containsEntry("regularizers.l1.lambda", 0.1);
    Variant plain = TinyRecipe.in(folder).variant("plain");
    assertThat(plain.settings()).containsOnlyKeys("data", "model", "optimizer", "train");
  }
}
