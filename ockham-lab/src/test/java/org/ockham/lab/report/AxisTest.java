package org.ockham.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ockham.search.analysis.Explored;
import org.ockham.search.space.CategoricalDistribution;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.space.IntDistribution;

final class AxisTest {

  private static List<String> texts(Axis axis) {
    return axis.marks().stream().map(Axis.Mark::text).toList();
  }

  @Test
  @DisplayName("Axes have a few round marks")
  void ticks() {
    assertThat(Axis.ticks(0, 100)).containsExactly(0.0, 20.0, 40.0, 60.0, 80.0, 100.0);
    assertThat(Axis.ticks(0, 1)).hasSize(6);
    assertThat(texts(Axis.linear("", -1, 2)))
        .containsExactly("−1", "−0.5", "0", "0.5", "1", "1.5", "2");
    assertThat(texts(Axis.linear("", 0.25, 0.26))).contains("0.25", "0.252", "0.26");
    assertThat(texts(Axis.linear("", 0, 3e9))).contains("0", "5e8", "3e9");
    assertThat(texts(Axis.linear("", 0, 3).whole())).containsExactly("0", "1", "2", "3");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1",
    "3, 3",
    "0, 0",
    "-5, 1e-9",
    "1e12, 1.0000001e12",
    "-1e308, 1e308",
    "4.9e-324, 5e-324",
    "1e300, 1e308"
  })
  @DisplayName("Any range has an axis with different marks inside")
  void anyRange(double low, double high) {
    Axis axis = Axis.linear("", low, high);
    assertThat(axis.low()).isLessThan(axis.high()).isFinite();
    assertThat(texts(axis)).doesNotHaveDuplicates().hasSizeBetween(1, 12);
    assertThat(axis.marks())
        .allMatch(
            mark -> axis.share(mark.value()) >= -1e-6 && axis.share(mark.value()) <= 1 + 1e-6);
  }

  @Test
  @DisplayName("Equal ratios have equal lengths on a log axis, with powers of ten as marks")
  void logarithmic() {
    Axis axis = Axis.of(new Explored("lr", FloatDistribution.log(1e-5, 1e-1), 1));
    assertThat(axis.log()).isTrue();
    assertThat(axis.share(1e-3)).isCloseTo(0.5, within(1e-9));
    assertThat(texts(axis)).containsExactly("1e−5", "0.0001", "0.001", "0.01", "0.1");
    Axis few = Axis.of(new Explored("n", new IntDistribution(8, 64, true, 1), 1));
    assertThat(texts(few)).containsExactly("10", "20", "50");
    Axis wide = Axis.logarithmic("", 1e-30, 1);
    assertThat(texts(wide)).hasSizeBetween(4, 8);
  }

  @Test
  @DisplayName("Choices stand by their names, the absent one too")
  void choices() {
    Axis axis = Axis.of(new Explored("c", CategoricalDistribution.of("a", null, true, 2.5), 1));
    assertThat(texts(axis)).containsExactly("a", "null", "true", "2.5");
    assertThat(axis.share(0)).isEqualTo(0.125);
  }

  @Test
  @DisplayName("What is not finite has no place")
  void notFinite() {
    Axis axis = Axis.linear("", 0, 1);
    assertThat(axis.share(Double.NaN)).isNaN();
    assertThat(axis.share(Double.POSITIVE_INFINITY)).isNaN();
    assertThat(axis.share(1e308)).isFinite();
  }
}
