package org.ockham.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.search.trial.Direction;

final class ValueAxisTest {

  private static double end(ValueAxis axis, List<Double> values) {
    return axis.axis().fit(values.stream().mapToDouble(x -> x)).last();
  }

  private static List<Double> hundredth() {
    return new ArrayList<>(IntStream.range(-50, 50).mapToObj(i -> i / 100.0).toList());
  }

  @Test
  @DisplayName("A bad outlier does not spoil the axis, and is counted; a good one is kept")
  void outliers() {
    List<Double> values = hundredth();
    values.add(1e9);
    ValueAxis axis = ValueAxis.of("v", Direction.MINIMIZE, values);
    assertThat(axis.beyond()).isEqualTo(1);
    assertThat(end(axis, values)).isBetween(0.5, 2.0);
    assertThat(axis.words()).contains("1 value is");
    assertThat(end(ValueAxis.of("v", Direction.MAXIMIZE, values), values)).isGreaterThan(9e8);
  }

  @Test
  @DisplayName("The axis is logarithmic where positive values span three powers of ten")
  void logarithmic() {
    assertThat(ValueAxis.of("v", Direction.MINIMIZE, List.of(0.001, 1.0)).axis().log())
        .isTrue();
    assertThat(ValueAxis.of("v", Direction.MINIMIZE, List.of(0.01, 1.0)).axis().log())
        .isFalse();
    assertThat(ValueAxis.of("v", Direction.MINIMIZE, List.of(0.0, 1.0)).axis().log())
        .isFalse();
  }

  @Test
  @DisplayName("One value, equal values and huge values have an axis")
  void degenerate() {
    for (List<Double> values :
        List.of(List.of(3.0), List.of(0.0, 0.0), List.of(-Double.MAX_VALUE, Double.MAX_VALUE))) {
      ValueAxis axis = ValueAxis.of("v", Direction.MINIMIZE, values);
      ChartAxis.Fitted fitted = axis.axis().fit(values.stream().mapToDouble(x -> x));
      assertThat(values)
          .allMatch(value ->
              fitted.place(value) >= fitted.begin() && fitted.place(value) <= fitted.end());
    }
  }
}
