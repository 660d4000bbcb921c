package org.ockham.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.lab.catalogue.RecipeException;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import org.ockham.nn.Selection;
import org.ockham.optim.AdamW;
import org.ockham.optim.Sgd;
import org.ockham.regularize.GradientPenalty;
import org.ockham.regularize.Mixup;
import org.ockham.train.FloatPrecision;
import org.ockham.train.Metrics;

/** What a recipe says of metrics, samples, mixing and precision reaches the training. */
final class TrainingSectionsTest {

  @TempDir
  private Path folder;

  private static Recipe recipe(String more) {
    String text = TinyRecipe.TEXT.replace("epochs: 3", "epochs: 1");
    return Recipe.ofJson(
        "tiny",
        (more.startsWith("train:") ? text.replaceAll("train: \\{epochs.*\n", "") : text) + more);
  }

  private Metrics validation(String more) {
    Variant variant = recipe(more).variant();
    return Run.untested(Experiment.of(variant, 1, TinyRecipe.nowhere(folder)))
        .execute()
        .validation();
  }

  @Test
  @DisplayName("A network is measured by what is asked for, and chosen by it")
  void metrics() {
    String more =
        "metrics: {f1: {}, top-k-accuracy: {k: 3}, narrow: {kind: precision, averaging: micro}}\n";
    Recipe recipe = recipe(more).with("train.select", "val/f1_macro", "--set");
    assertThat(Recipe.ofJson("model", recipe.variant().json(1)).variant())
        .isEqualTo(recipe.variant());
    assertThat(validation(more).values())
        .containsKeys(
            "val/f1_macro", "val/top3_accuracy", "val/precision_micro", "val/accuracy", "val/loss");
    assertThatThrownBy(
            () -> recipe.with("train.select", "val/recall", "--set train.select=val/recall"))
        .isInstanceOf(RecipeException.class)
        .hasMessageStartingWith(
            "--set train.select=val/recall: train.select is 'val/recall', but must"
                + " be one of val/accuracy, val/f1_macro, val/top3_accuracy, val/precision_micro, val/loss");
    assertThatThrownBy(() -> recipe("metrics: {recal: {}}\n"))
        .hasMessageContaining("metrics.recal is no metric (did you mean recall?)");
  }

  @Test
  @DisplayName(
      "Mixing, sampling, precision and a gradient penalty change the training, one of nothing does not")
  void trained() {
    double plain = loss("");
    assertThat(loss("gradientPenalty: {lambda: 0}\n")).isEqualTo(plain);
    assertThat(loss("mix: {kind: mixup, alpha: 0}\n")).isNotNaN();
    assertThat(loss("sampling: shuffled\n")).isEqualTo(plain);
    assertThat(Map.of(
            "penalty", loss("gradientPenalty: {lambda: 3}\n"),
            "mixup", loss("mix: {kind: mixup, alpha: 1}\n"),
            "balanced", loss("sampling: balanced\n"),
            "sequential", loss("sampling: sequential\n"),
            "bf16", loss("train: {epochs: 1, batch: 20, precision: bf16-mixed}\n"),
            "smooth", loss("loss: {kind: cross-entropy, labelSmoothing: 0.1}\n")))
        .allSatisfy((name, other) -> assertThat(other).isNotNaN().isNotEqualTo(plain));
  }

  private double loss(String more) {
    return validation(more).values().get("val/loss");
  }

  @Test
  @DisplayName("Parameters are grouped, each group with an optimiser of its own")
  void groups() {
    Recipe recipe = recipe("")
        .with(
            "optimizer",
            "{kind: groups, others: adamw, groups: [{selection: biases, config: {kind: sgd, lr: 0.5}}]}",
            "--set optimizer");
    assertThat(recipe.variant().optimizer())
        .isEqualTo(AdamW.rate(1e-3).group(Selection.biases(), Sgd.rate(0.5)));
    assertThat(Recipe.ofJson("model", recipe.variant().json(1)).variant())
        .isEqualTo(recipe.variant());
    assertThatThrownBy(() -> recipe.with("optimizer.groups.0.config.lr", "-1", "--set lr=-1"))
        .hasMessageStartingWith("--set lr=-1: optimizer.groups.0.config.lr is -1");
  }

  @Test
  @DisplayName("The sections are read, written and read again")
  void round() {
    Variant variant = recipe("""
        mix: mixup
        sampling: {kind: weighted, weights: [1, 1, 1, 1, 1, 1, 1, 1, 1, 5]}
        gradientPenalty: {lambda: 0.5, target: 1}
        """).with("train.precision", "float64", "--set").variant();
    assertThat(variant.mix()).isEqualTo(new Mixup(0.2));
    assertThat(variant.gradientPenalty()).isEqualTo(new GradientPenalty(0.5, 1));
    assertThat(variant.train().precision()).isEqualTo(FloatPrecision.FLOAT64);
    assertThat(Recipe.ofJson("model", variant.json(1)).variant()).isEqualTo(variant);
    assertThat(recipe("").variant().yaml(1))
        .doesNotContain("mix", "sampling", "gradient", "precision", "metrics");
  }
}
