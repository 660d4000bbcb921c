package org.ockham.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.ockham.tensor.Tensor;

final class CalibrationTest {

  private static final int CLASSES = 5;

  /** Labels that are drawn from the probabilities of these outputs, which are then made too sure by a factor. */
  private static final class Drawn {
    final float[][] outputs;
    final int[] labels;

    Drawn(int samples, double factor, long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      outputs = new float[samples][CLASSES];
      labels = new int[samples];
      for (int i = 0; i < samples; i++) {
        double[] shares = new double[CLASSES];
        double sum = 0;
        for (int c = 0; c < CLASSES; c++) {
          double output = 2 * random.nextGaussian();
          outputs[i][c] = (float) (factor * output);
          shares[c] = Math.exp(output);
          sum += shares[c];
        }
        double at = random.nextDouble() * sum;
        while (at >= shares[labels[i]] && labels[i] < CLASSES - 1) {
          at -= shares[labels[i]++];
        }
      }
    }
  }

  private static double share(float[] row, int label, double temperature) {
    double sum = 0;
    for (float output : row) {
      sum += Math.exp((output - row[label]) / temperature);
    }
    return 1 / sum;
  }

  @Test
  void theTemperatureIsTheFactorThatMadeOutputsTooSure() {
    for (double factor : new double[] {1e-12, 1e-3, 0.4, 1, 3, 1e6, 1e20}) {
      Drawn drawn = new Drawn(40_000, factor, 1);
      Calibration calibration = Calibration.of(drawn.outputs, drawn.labels, 0.9, 0);
      assertThat(calibration.temperature()).isCloseTo(factor, within(0.04 * factor));
      assertThat(calibration.samples()).isEqualTo(40_000);
    }
  }

  @Test
  void setsHoldTheRightClassAsOftenAsTheCoverageSays() {
    Drawn known = new Drawn(4_000, 3, 2);
    Drawn fresh = new Drawn(20_000, 3, 3);
    for (double coverage : new double[] {0.5, 0.8, 0.95}) {
      Calibration calibration = Calibration.of(known.outputs, known.labels, coverage, 0);
      int held = 0;
      for (int i = 0; i < fresh.labels.length; i++) {
        double share = share(fresh.outputs[i], fresh.labels[i], calibration.temperature());
        held += share >= calibration.least() ? 1 : 0;
      }
      // The standard error of the threshold from 2,000 samples is below 0.012.
      assertThat((double) held / fresh.labels.length).isCloseTo(coverage, within(0.04));
    }
  }

  /** With 9 samples the tenth lies above their smallest likelihood nine times of ten: that one is the bound. */
  @Test
  void asFewAsCanBeAreEnoughAndFewerAreRefused() {
    Drawn drawn = new Drawn(17, 1, 4);
    Calibration calibration = Calibration.of(drawn.outputs, drawn.labels, 0.9, 0);
    assertThat(calibration.least()).isPositive();
    Drawn few = new Drawn(16, 1, 4);
    assertThatThrownBy(() -> Calibration.of(few.outputs, few.labels, 0.9, 0))
        .isInstanceOf(LabException.class)
        .hasMessage(
            "validation has 16 samples, but a coverage of 0.9 needs at least 17 to calibrate on:"
                + " take more, or a lower coverage.");
  }

  /** Probabilities are compared in floats with a bound that was found in doubles: who is on it is within. */
  @Test
  void whoIsOnTheBoundIsInTheSet() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 40; i++) {
      float[] row = new float[CLASSES];
      for (int c = 0; c < CLASSES; c++) {
        row[c] = (float) random.nextGaussian();
      }
      float[][] outputs = new float[400][];
      Arrays.fill(outputs, row);
      int[] labels = random.ints(400, 0, 2).toArray();
      Calibration calibration = Calibration.of(outputs, labels, 0.9, i);
      try (Tensor all = Tensor.of(flat(outputs), 400, CLASSES)) {
        assertThat(Reliability.of(calibration, all, labels).coverage()).isEqualTo(1);
      }
    }
  }

  private static float[] flat(float[][] rows) {
    float[] all = new float[rows.length * CLASSES];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, all, i * CLASSES, CLASSES);
    }
    return all;
  }

  @Test
  void outputsThatAreNoNumbersAreRefused() {
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}) {
      Drawn drawn = new Drawn(100, 1, 7);
      drawn.outputs[99][2] = value;
      assertThatThrownBy(() -> Calibration.of(drawn.outputs, drawn.labels, 0.9, 0))
          .isInstanceOf(LabException.class)
          .hasMessageStartingWith("an output for a validation sample is " + value + ", but must");
    }
  }

  /** Whatever the outputs' size, every class is then as likely as the others, and in the set. */
  @Test
  void outputsThatSayLessThanChanceAreMadeToSayNothing() {
    for (double factor : new double[] {-1e-3, -1, -1e6}) {
      Drawn turned = new Drawn(1_000, factor, 8);
      Calibration calibration = Calibration.of(turned.outputs, turned.labels, 0.9, 0);
      for (int c = 0; c < CLASSES; c++) {
        assertThat(share(turned.outputs[0], c, calibration.temperature()))
            .isCloseTo(1.0 / CLASSES, within(1e-3));
      }
    }
  }

  /** As many sets hold the right class as the coverage says, to the share that the rank of so few allows: 9 of 10. */
  @Test
  void theRankIsTheRightOne() {
    double held = 0;
    int splits = 2_000;
    for (int i = 0; i < splits; i++) {
      Drawn drawn = new Drawn(17 + 20, 1, 100 + i);
      float[][] known = Arrays.copyOf(drawn.outputs, 17);
      Calibration calibration = Calibration.of(known, Arrays.copyOf(drawn.labels, 17), 0.9, i);
      for (int j = 17; j < 37; j++) {
        double share = share(drawn.outputs[j], drawn.labels[j], calibration.temperature());
        held += share >= calibration.least() ? 1 : 0;
      }
    }
    // The standard error is 0.002; a rank too small by one would give 0.80.
    assertThat(held / splits / 20).isCloseTo(0.9, within(0.008));
  }

  /** The likelihood rises without end as outputs grow: no temperature is the best. */
  @Test
  void withoutAnErrorTheTemperatureStaysAsItIs() {
    Drawn drawn = new Drawn(200, 1, 6);
    for (int i = 0; i < 200; i++) {
      for (int c = 0; c < CLASSES; c++) {
        drawn.labels[i] =
            drawn.outputs[i][c] > drawn.outputs[i][drawn.labels[i]] ? c : drawn.labels[i];
      }
    }
    Calibration calibration = Calibration.of(drawn.outputs, drawn.labels, 0.9, 0);
    assertThat(calibration.temperature()).isEqualTo(1);
    assertThat(calibration.least()).isBetween(0.2, 0.9);
  }

  /** 100 · 0.55 is a little above 55 in doubles. */
  @Test
  void asManyAsTheCoverageSaysAndNotOneMore() {
    assertThat(Calibration.rank(99, 0.55)).isEqualTo(55);
    assertThat(Calibration.rank(99, 0.551)).isEqualTo(56);
    Drawn drawn = new Drawn(17, 1, 4);
    assertThatThrownBy(() -> Calibration.of(drawn.outputs, drawn.labels, 1 - 1e-10, 0))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("needs at least 199999");
  }

  @Test
  void whatAFileSaysIsReadOrRefused() {
    Path file = Path.of("model.safetensors");
    Calibration calibration = new Calibration(1.5, 0.9, 0.125, 80);
    assertThat(Calibration.in(file, calibration.metadata())).isEqualTo(calibration);
    assertThat(Calibration.in(file, Map.of("ockham.input", "3"))).isNull();
    assertThatThrownBy(() -> Calibration.in(file, Map.of("ockham.calibration.temperature", "hot")))
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith("model.safetensors: its calibration is damaged (")
        .hasMessageEndingWith("): calibrate it again.");
    assertThatThrownBy(() -> new Calibration(1, 1, 0.1, 5))
        .hasMessage("coverage is 1.0: it must be above 0 and below 1, such as 0.9");
  }
}
