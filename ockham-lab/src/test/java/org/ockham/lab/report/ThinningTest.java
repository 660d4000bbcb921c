package org.ockham.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.search.analysis.Series.Point;

final class ThinningTest {

  @Test
  @DisplayName("A long series keeps its ends and its gap, and says how much of it is drawn")
  void gap() {
    List<Point> series = IntStream.range(0, 10_000)
        .mapToObj(i -> new Point(i, i > 100 && i < 200 ? Double.NaN : i))
        .toList();
    Thinning thin = Thinning.of(series);
    assertThat(thin.drawn()).isEqualTo(1000);
    assertThat(thin.words()).isEqualTo("1,000 of 9,901 finite points, 99 NaN left out");
    List<Point> points = thin.points();
    assertThat(points.get(0)).isEqualTo(new Point(0, 0));
    assertThat(points.get(points.size() - 1)).isEqualTo(new Point(9999, 9999));
    // Between the last point before the gap and the first after it is one that is no number.
    int before = 0;
    while (points.get(before + 1).x() <= 100) {
      before++;
    }
    assertThat(points.get(before + 1).y()).isNaN();
    assertThat(points.get(before + 2).x()).isGreaterThanOrEqualTo(200);
    assertThat(points.stream().filter(point -> Double.isNaN(point.y()))).hasSize(1);
  }

  @Test
  @DisplayName("A single spike of a hundred thousand points stays exactly where it is")
  void spike() {
    List<Point> series = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      series.add(new Point(i / 7.0, i == 31_415 ? 9.75 : 1));
    }
    Thinning thin = Thinning.of(series);
    assertThat(thin.points()).contains(new Point(31_415 / 7.0, 9.75)).hasSize(1000);
    assertThat(series).containsAll(thin.points());
  }

  @Test
  @DisplayName("Repeated places stay in their order, and a stretch of nothing stays nothing")
  void repeated() {
    List<Point> series = new ArrayList<>();
    for (int i = 0; i < 5000; i++) {
      series.add(new Point(Math.floor(i / 100.0), i < 2500 ? i % 7 : Double.NaN));
    }
    Thinning thin = Thinning.of(series);
    assertThat(thin.points())
        .hasSize(1000)
        .isSortedAccordingTo((a, b) -> Double.compare(a.x(), b.x()));
    assertThat(thin.points()).noneMatch(point -> point.x() >= 25);
    assertThat(Thinning.of(List.of(new Point(1, Double.NaN))).points()).isEmpty();
  }

  @Test
  @DisplayName(
      "What is not finite is counted by its kind; a short series is drawn whole without words")
  void counted() {
    List<Point> series = List.of(
        new Point(0, 1),
        new Point(1, Double.NaN),
        new Point(2, Double.POSITIVE_INFINITY),
        new Point(3, Double.NEGATIVE_INFINITY),
        new Point(4, -0.0));
    assertThat(Thinning.of(series).words()).isEqualTo("1 NaN, 2 infinite left out");
    assertThat(Thinning.of(series.subList(0, 1)).words()).isEmpty();
  }
}
