package org.ockham.lab.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RegressionTest {

  @Test
  @DisplayName(
      "Points are few and evenly spaced, residuals are of all samples, and bins have 0 in the middle of one")
  void points() {
    double[] actual = IntStream.range(0, 2 * 1200).mapToDouble(i -> i).toArray();
    double[] predicted =
        IntStream.range(0, 2 * 1200).mapToDouble(i -> i + (i % 4 == 0 ? 1 : -1)).toArray();
    Regression shown = Regression.of(2, predicted, actual);
    assertThat(shown.actual()).hasSize(400).startsWith(0.0, 6.0);
    assertThat(shown.predicted()).startsWith(1.0, 5.0);
    assertThat(shown.residuals().total()).isEqualTo(1200);
    assertThat(shown.residuals().counts().get(0)).isEqualTo(600);
    assertThat(shown.residuals().middle(20)).isZero();
    assertThat(Regression.of(1, new double[] {3}, new double[] {3})
            .residuals()
            .counts()
            .get(20))
        .isEqualTo(1);
  }

  @Test
  @DisplayName("Labels have the precision, recall and F1 of their definition")
  void labels() {
    List<LabelScore> scores =
        LabelScore.of(List.of("a", "b"), new double[] {1, -1, 2, -1, -3, -1, 1, -2}, new double[] {
          1, 0, 1, 1, 1, 0, 0, 0
        });
    assertThat(scores)
        .containsExactly(
            new LabelScore("a", 3, 2.0 / 3, 2.0 / 3, 2.0 / 3), new LabelScore("b", 1, 0, 0, 0));
  }
}
