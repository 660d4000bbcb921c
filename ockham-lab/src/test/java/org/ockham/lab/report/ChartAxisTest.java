package org.ockham.lab.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ockham.lab.report.ChartAxis.Fitted;
import org.ockham.search.analysis.Explored;
import org.ockham.search.space.CategoricalDistribution;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.space.IntDistribution;

final class ChartAxisTest {

  private static Fitted fit(ChartAxis axis, double... values) {
    return axis.fit(DoubleStream.of(values));
  }

  @Test
  @DisplayName("Axes have round ends around their numbers")
  void ends() {
    Fitted axis = fit(ChartAxis.of("y"), 0.098, 0.379);
    assertThat(axis.begin()).isCloseTo(0, within(1e-12));
    assertThat(axis.end()).isCloseTo(0.4, within(1e-12));
    assertThat(fit(ChartAxis.of("y").wholeNumbers(), 1, 50).end()).isEqualTo(50);
    assertThat(fit(ChartAxis.of("y").from(0, 1), 0.4).begin()).isEqualTo(0);
    assertThat(fit(ChartAxis.of("y").cutAt(0, 1), 1e9).end()).isEqualTo(1);
    assertThat(fit(ChartAxis.of("y").exactly(0.13, 0.71), 5).begin()).isEqualTo(0.13);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-5, -5",
    "3, 3.0000000001",
    "1e-320, 1e-320",
    "4.9e-324, 5e-324",
    "0, 5e-324",
    "-5, 1e-9",
    "1e12, 1.0000001e12",
    "-1.7976931348623157e308, 1.7976931348623157e308",
    "1e300, 1e308"
  })
  @DisplayName(
      "Any numbers have an axis of comfortable places with room between its ends, and lie on it")
  void anyRange(double low, double high) {
    Fitted axis = fit(ChartAxis.of("y"), low, high);
    assertThat(axis.begin()).isFinite().isLessThan(axis.end());
    assertThat(axis.end()).isFinite();
    // Places that a chart can compute with and write in a few digits.
    assertThat(Math.max(Math.abs(axis.begin()), Math.abs(axis.end()))).isBetween(1e-9, 1.1e15);
    assertThat(axis.end() - axis.begin())
        .isGreaterThan(1e-7 * Math.max(Math.abs(axis.begin()), Math.abs(axis.end())));
    double hair = 1e-8 * (axis.end() - axis.begin());
    assertThat(axis.place(low)).isBetween(axis.begin() - hair, axis.end() + hair);
    assertThat(axis.place(high)).isBetween(axis.begin() - hair, axis.end() + hair);
    assertThat(low == high || Math.abs(high) < 1e-300 || axis.place(low) < axis.place(high))
        .isTrue();
  }

  @Test
  @DisplayName(
      "Numbers that differ in the tenth digit count from their common part, and the label says so")
  void offset() {
    Fitted axis = fit(ChartAxis.of("loss"), 3.0, 3.0000000001);
    assertThat(axis.option()).containsEntry("name", "loss (3 + … × 1e−10)");
    assertThat(axis.place(3.0)).isEqualTo(0);
    assertThat(axis.place(3.0000000001)).isCloseTo(1, within(1e-5));
  }

  @Test
  @DisplayName(
      "Equal ratios have equal lengths on a log axis; what is not above 0 has no place there")
  void logarithmic() {
    Fitted axis = fit(ChartAxis.log("rate"), 0, -1, 0.02, 0.03);
    assertThat(axis.begin()).isEqualTo(-2);
    assertThat(axis.end()).isEqualTo(-1);
    assertThat(axis.place(0)).isNaN();
    assertThat(axis.place(-1)).isNaN();
    assertThat(axis.place(0.1)).isCloseTo(-1, within(1e-12));
    assertThat(axis.option()).containsEntry("name", "rate, log scale");
    assertThat(fit(ChartAxis.log("rate"), 1).end()).isEqualTo(1);
    assertThat(fit(ChartAxis.log("rate"), 1e-320).begin()).isBetween(-321.0, -320.0);
  }

  @Test
  @DisplayName("Parameters have their own ranges; choices stand by their names, the absent one too")
  void parameters() {
    ChartAxis rate = ChartAxis.of(new Explored("lr", FloatDistribution.log(1e-5, 1e-1), 1));
    assertThat(fit(rate).begin()).isEqualTo(-5);
    assertThat(fit(rate).end()).isEqualTo(-1);
    ChartAxis units = ChartAxis.of(new Explored("n", new IntDistribution(8, 64, false, 1), 1));
    assertThat(units.whole()).isTrue();
    ChartAxis choices =
        ChartAxis.of(new Explored("c", CategoricalDistribution.of("a", null, true, 2.5), 1));
    assertThat(choices.names()).isEqualTo(List.of("a", "null", "true", "2.5"));
    assertThat(fit(choices).place(1)).isEqualTo(1);
    assertThat(choices.text(3)).isEqualTo("2.5");
    ChartAxis alike =
        ChartAxis.of(new Explored("c", CategoricalDistribution.of(null, 1, "1", "a", "None"), 1));
    assertThat(alike.names()).isEqualTo(List.of("null", "1", "\"1\"", "\"a\"", "\"None\""));
  }

  @Test
  @DisplayName("What is not finite has no place, and what lies beyond is at the edge")
  void notFinite() {
    Fitted axis = fit(ChartAxis.of("y").cutAt(0, 1), 0.5);
    assertThat(axis.place(Double.NaN)).isNaN();
    assertThat(axis.within(Double.POSITIVE_INFINITY)).isNaN();
    assertThat(axis.within(1e308)).isEqualTo(1);
    assertThat(axis.within(-3)).isEqualTo(0);
    assertThat(fit(ChartAxis.of("y")).begin()).isEqualTo(0);
  }
}
