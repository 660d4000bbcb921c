package org.ockham.lab.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.lab.Experiment;
import org.ockham.lab.Run;
import org.ockham.lab.RunResult;
import org.ockham.lab.TinyRecipe;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import org.ockham.metric.CalibrationError;
import org.ockham.tensor.Scope;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

/** One small run of a classifier with dropout, L1 and augmentation, looked at from all sides. */
final class EvidenceTest {

  @TempDir
  private static Path folder;

  private static Experiment experiment;
  private static RunResult result;
  private static Evidence evidence;
  private static float[] initial;

  @BeforeAll
  static void run() throws IOException {
    Variant variant = TinyRecipe.in(folder)
        .with("model.dropout", "0.2", "")
        .with("data.augment", "[{kind: random-affine, degrees: 30}]", "")
        .variant("plain");
    experiment = Experiment.of(variant, 1, TinyRecipe.nowhere(folder));
    Callback start = new Callback() {
      @Override
      public void onFitStart(Fit fit) {
        try (Scope scope = Scope.open()) {
          initial =
              fit.module().network().parameters().get("fc1.weight").value().toFloats();
        }
      }
    };
    List<Evidence> kept = new ArrayList<>();
    result = new Run(experiment, start).evidence(true, kept::add).execute();
    assertThat(kept).hasSize(1);
    evidence = kept.get(0);
  }

  @Test
  @DisplayName("A run has the same numbers with its evidence kept and without")
  void looksOn() {
    RunResult without = new Run(experiment).execute();
    assertThat(without.test()).isEqualTo(result.test());
    assertThat(without.validation()).isEqualTo(result.validation());
    for (int i = 0; i < result.epochs().size(); i++) {
      assertThat(without.epochs().get(i).metrics())
          .isEqualTo(result.epochs().get(i).metrics());
    }
  }

  @Test
  @DisplayName(
      "A run that settings are chosen by has no evidence: it would have to look at the test data")
  void untested() {
    List<Evidence> kept = new ArrayList<>();
    Run.untested(experiment).evidence(true, kept::add).execute();
    assertThat(kept).isEmpty();
  }

  @Test
  @DisplayName("The histograms of the start are of the very weights that training began with")
  void weights() {
    assertThat(evidence.weights())
        .extracting(WeightHistogram::name)
        .containsExactly("fc1.weight", "fc2.weight");
    WeightHistogram first = evidence.weights().get(0);
    assertThat(first.count()).isEqualTo(784 * 16).isEqualTo(initial.length);
    assertThat(first.start().total()).isEqualTo(first.selected().total()).isEqualTo(initial.length);
    double[] numbers = new double[initial.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = initial[i];
    }
    Bins start = first.start();
    assertThat(start)
        .isEqualTo(Bins.of(start.low(), start.high(), start.counts().size(), numbers));
    assertThat(first.selected()).isNotEqualTo(start);
    assertThat(first.sparsity()).isBetween(0.0, 1.0);
  }

  @Test
  @DisplayName("The confusion matrix and the bins of confidence are those of the tested weights")
  void classification() {
    Classification shown = evidence.classification();
    long right = 0;
    long all = 0;
    for (int c = 0; c < 10; c++) {
      right += shown.confusion().get(c).get(c);
      all += shown.confusion().get(c).stream().mapToLong(Long::longValue).sum();
    }
    assertThat(all).isEqualTo(50);
    assertThat((double) right / all).isEqualTo(result.selected("test/accuracy"));
    assertThat(shown.reliability()).hasSize(15);
    assertThat(shown.reliability().stream()
            .mapToLong(CalibrationError.Bin::samples)
            .sum())
        .isEqualTo(50);
    assertThat(shown.reliability().stream()
            .mapToLong(CalibrationError.Bin::correct)
            .sum())
        .isEqualTo(right);
    double error = shown.reliability().stream()
        .mapToDouble(bin -> Math.abs(bin.correct() - bin.samples() * bin.confidence()) / 50)
        .sum();
    assertThat(shown.calibrationError()).isCloseTo(error, within(1e-9));
    assertThat(shown.untrained().high()).isCloseTo(Math.log(10), within(1e-12));
    assertThat(mean(shown.selected())).isLessThan(mean(shown.untrained()));
    assertThat(shown.untrained().total()).isEqualTo(50);
  }

  private static double mean(Bins bins) {
    double sum = 0;
    for (int i = 0; i < bins.counts().size(); i++) {
      sum += bins.share(i) * bins.middle(i);
    }
    return sum;
  }

  @Test
  @DisplayName(
      "Of labels the F1 of each is kept, that of the tested weights; and the worst samples by what they should be and are said to be")
  void labels() {
    Variant variant = Recipe.of("multilabel").quick().variant("hidden");
    List<Evidence> kept = new ArrayList<>();
    RunResult run = new Run(Experiment.of(variant, 1, TinyRecipe.nowhere(folder)))
        .evidence(true, kept::add)
        .execute();
    Evidence shown = kept.get(0);
    assertThat(shown.labels())
        .extracting(LabelScore::label)
        .containsExactlyElementsOf(variant.data().labels());
    for (LabelScore score : shown.labels()) {
      assertThat(score.f1()).isCloseTo(run.selected("test/f1/" + score.label()), within(1e-6));
    }
    assertThat(shown.regression()).isNull();
    assertThat(shown.worst())
        .hasSize(12)
        .allSatisfy(worst -> assertThat(worst.predicted()).isNotEqualTo(worst.label()));
  }

  @Test
  @DisplayName("The worst samples come in order, with a picture of what the data set has")
  void worst() throws IOException {
    assertThat(evidence.worst()).hasSize(12);
    assertThat(evidence.worst())
        .extracting(WorstSample::loss)
        .isSortedAccordingTo((a, b) -> Double.compare(b, a));
    WorstSample first = evidence.worst().get(0);
    assertThat(first.loss()).isGreaterThan(result.selected("test/loss"));
    assertThat(first.probability()).isBetween(0.1, 1.0);
    assertThat(first.label())
        .isEqualTo(experiment.classes().get(experiment.images().test().label(first.index())));
    String start = "data:image/png;base64,";
    assertThat(first.image()).startsWith(start);
    var picture = ImageIO.read(new ByteArrayInputStream(
        Base64.getDecoder().decode(first.image().substring(start.length()))));
    float[] pixels = experiment.images().test().sample(first.index()).input();
    for (int i = 0; i < pixels.length; i++) {
      int shown = picture.getRGB(i % 28, i / 28) & 0xFF;
      assertThat(shown).isEqualTo(Math.round(255 * pixels[i]));
    }
    assertThat(evidence.augmented().size()).isEqualTo(8);
    assertThat(evidence.augmented().stream()
            .filter(image -> !image.after().equals(image.before()))
            .count())
        .isGreaterThan(5); // a turn by less than a degree moves no pixel
  }

  @Test
  @DisplayName("Gradients and rates were looked at from the first step on")
  void series() {
    assertThat(evidence.gradients().steps()).startsWith(1L, 2L).hasSize(18); // 3 epochs of 6
    assertThat(evidence.gradients().values()).containsOnlyKeys("fc1.weight", "fc2.weight");
    assertThat(evidence.gradients().values().get("fc1.weight"))
        .allSatisfy(norm -> assertThat(norm).isPositive());
    assertThat(evidence.rate().values().get("rate")).containsOnly(0.005);
  }

  @Test
  @DisplayName("It is small, and comes back from its file as it was")
  void file() throws IOException {
    Path file = Evidence.beside(folder.resolve("0-plain-1.json"));
    assertThat(file).hasFileName("0-plain-1.evidence.json");
    Files.writeString(file, evidence.json());
    assertThat(Files.size(file)).isLessThan(60_000);
    assertThat(Evidence.read(file)).contains(evidence);
    Files.writeString(folder.resolve("1-plain-2.evidence.json"), "{\"damaged");
    assertThat(Evidence.readAll(folder)).containsExactly(evidence);
    assertThat(Evidence.readAll(folder.resolve("none"))).isEmpty();
  }
}
