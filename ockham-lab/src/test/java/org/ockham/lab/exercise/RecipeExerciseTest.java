package org.ockham.lab.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.lab.RunResult;
import org.ockham.lab.TinyRecipe;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import org.ockham.train.EpochResult;
import org.ockham.train.Metrics;

/** The exercises on MNIST and CIFAR-10, each done small, and how measures are held against references. */
final class RecipeExerciseTest {

  @TempDir
  private Path folder;

  private Setting setting(List<String> told) {
    return new Setting(TinyRecipe.nowhere(folder), true, folder, 2, told::add);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "mnist-mlp",
        "mnist-5pct",
        "cifar-cnn",
        "l1-sparsity",
        "early-stopping",
        "cifar-augment",
        "cifar-autoaugment",
        "cifar-dropout",
        "cifar-batchnorm",
        "cifar-gaussian-noise"
      })
  @DisplayName(
      "Each is done small: all variants run, what holds at any size is seen, and runs that are kept are not done again")
  void small(String name) {
    List<String> told = new ArrayList<>();
    Finding finding = RecipeExercise.of(name).run(setting(told));
    List<String> variants =
        Recipe.of(name).variants().stream().map(Variant::name).toList();
    assertThat(finding.checks()).isNotEmpty().allMatch(Finding.Check::isMet);
    assertThat(finding.rows()).extracting(row -> row.get(0)).containsExactlyElementsOf(variants);
    assertThat(finding.pictures())
        .hasSize(1)
        .allSatisfy(file -> assertThat(file).isNotEmptyFile());
    assertThat(told.get(0)).contains("images to train", "looked at once at the end");
    assertThat(finding.command()).isEqualTo("ockham exercise " + name + " --quick");
    for (Expectation expectation : RecipeExercise.of(name).expectations()) {
      expectation.variants().forEach(variant -> assertThat(variants).contains(variant));
    }
    List<String> second = new ArrayList<>();
    assertThat(RecipeExercise.of(name).run(setting(second))).isEqualTo(finding);
    assertThat(told).anyMatch(line -> line.contains(", seed 0"));
    assertThat(second).noneMatch(line -> line.contains(", seed 0"));
  }

  /** Runs with this accuracy in the test, after epochs with these losses in validation. */
  private static List<RunResult> runs(List<Double> accuracies, double... losses) {
    return accuracies.stream()
        .map(accuracy -> new RunResult(
            "none",
            0,
            1,
            IntStream.range(0, losses.length)
                .mapToObj(i -> new EpochResult(i + 1, i + 1, Map.of("val/loss", losses[i]), 0))
                .toList(),
            1,
            new Metrics(Map.of()),
            new Metrics(Map.of("test/accuracy", accuracy)),
            false,
            null,
            1))
        .toList();
  }

  private static Expectation.Reference reference(String variant, double deviation, double floor) {
    return new Expectation.Reference(
        Measure.of(variant + " test/accuracy selected"), 0.9, 0.9, deviation, 3, floor, false);
  }

  private static Finding.Check check(double deviation, double floor, Double... accuracies) {
    Expectation alone = reference("none", deviation, floor);
    return alone.check(runs(List.of(accuracies), 1), List.of(alone));
  }

  @Test
  @DisplayName(
      "A mean is within noise of its reference up to three standard errors of the difference")
  void withinNoise() {
    // Deviations 0.01 and 0.01 over 3 seeds each: 3 · 0.01 · √(2/3) = 0.0245.
    assertThat(check(0.01, 0, 0.914, 0.924, 0.934).isMet()).isFalse();
    Finding.Check near = check(0.01, 0.001, 0.914, 0.924, 0.934);
    assertThat(near.isMet()).isTrue();
    assertThat(near.reference()).isEqualTo("90.00 ± 1.00 %, within 2.45 points");
    assertThat(near.measured()).isEqualTo("92.40 ± 1.00 %");
    assertThat(check(0.01, 0.001, 0.915, 0.925, 0.935).isMet()).isFalse();
    assertThat(check(0.0001, 0.003, 0.9029).isMet()).isTrue();
    assertThat(check(0.0001, 0.003, 0.8969).isMet()).isFalse();
    assertThat(check(0.01, 0.003).isMet()).isFalse();
  }

  @Test
  @DisplayName(
      "The noise of a quantity is at least what it is over all variants that have a reference")
  void pooled() {
    Expectation lucky = reference("none", 0.0001, 0.001);
    Expectation other = reference("l2", 0.02, 0.001);
    Expectation loss =
        new Expectation.Reference(Measure.of("none val/loss end"), 1, 1, 5, 3, 0.1, false);
    List<RunResult> runs = runs(List.of(0.9099, 0.91, 0.9101), 1);
    assertThat(lucky.check(runs, List.of(lucky, loss)).isMet()).isFalse();
    // Variances 1e-8 twice and 4e-4: √(mean · 2/3) = 0.00943, three times that is 0.0283.
    Finding.Check check = lucky.check(runs, List.of(lucky, other, loss));
    assertThat(check.isMet()).isTrue();
    assertThat(check.reference()).isEqualTo("90.00 ± 0.01 %, within 2.83 points");
    // Its own, where that is larger: √((4e-4 + 1e-8) / 2 · 2/3) = 0.01155.
    Expectation varying = reference("none", 0.02, 0.001);
    assertThat(varying
            .check(runs, List.of(varying, reference("l2", 0.0001, 0.001)))
            .reference())
        .isEqualTo("90.00 ± 2.00 %, within 3.46 points");
  }

  @Test
  @DisplayName(
      "Best, last and best epoch of a history are told apart, and one must be above the other")
  void orders() {
    List<RunResult> runs = runs(List.of(0.9), 0.5, 0.4, 0.9);
    assertThat(Measure.of("none val/loss end").over(runs).mean()).isEqualTo(0.9);
    assertThat(Measure.of("none val/loss best").over(runs).mean()).isEqualTo(0.4);
    assertThat(Measure.of("none val/loss best-epoch").over(runs).mean()).isEqualTo(2);
    Measure end = Measure.of("none val/loss end");
    Measure best = Measure.of("none val/loss best");
    assertThat(new Expectation.Order(end, best, 2, false).check(runs, List.of()).isMet())
        .isTrue();
    assertThat(
            new Expectation.Order(end, best, 2.5, false).check(runs, List.of()).isMet())
        .isFalse();
    assertThat(new Expectation.Order(end, best, 2, false)
            .check(List.of(), List.of())
            .isMet())
        .isFalse();
  }

  @Test
  @DisplayName(
      "The gallery has a sheet for each of the five, of a photograph that is drawn where there is none")
  void gallery() {
    Finding finding = new AugmentationGallery().run(setting(new ArrayList<>()));
    assertThat(finding.checks()).hasSize(10).allMatch(Finding.Check::isMet);
    assertThat(finding.pictures())
        .hasSize(5)
        .allSatisfy(file -> assertThat(file).isNotEmptyFile());
  }
}
