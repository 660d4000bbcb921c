package org.ockham.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.lab.report.Plot.Dot;
import org.ockham.search.analysis.Series.Point;

final class PlotTest {

  private final Plot plot = Plot.of(Axis.linear("x", 0, 10), Axis.linear("y", 0, 1), "id", "about");

  @Test
  @DisplayName("A curve has a gap where a number is not finite, and one point alone is a dot")
  void gaps() {
    List<SvgChart.Line> lines = plot.line(
            "s",
            List.of(
                new Point(0, 0),
                new Point(1, 1),
                new Point(2, Double.NaN),
                new Point(3, 1e300),
                new Point(4, Double.POSITIVE_INFINITY)),
            "")
        .chart()
        .lines();
    assertThat(lines).hasSize(2);
    String alone = lines.get(1).points();
    assertThat(alone.split(" ")).hasSize(2).allMatch(alone.split(" ")[0]::equals);
  }

  @Test
  @DisplayName("Few dots are told one by one, many are one path")
  void dots() {
    List<Dot> many = IntStream.rangeClosed(0, Plot.TOLD)
        .mapToObj(i -> new Dot(i % 10, 0.5, "dot " + i))
        .toList();
    assertThat(plot.dots("d", many.subList(1, many.size())).chart().shapes())
        .hasSize(Plot.TOLD)
        .allMatch(shape -> shape.title().startsWith("dot "));
    Plot other = Plot.of(Axis.linear("x", 0, 10), Axis.linear("y", 0, 1), "id", "about");
    assertThat(other.dots(Map.of("d", many)).chart().shapes())
        .singleElement()
        .matches(shape ->
            shape.title().isEmpty() && shape.path().split("M", -1).length == Plot.TOLD + 2);
  }

  @Test
  @DisplayName("Dots outside lie on the edge; those without a place are left out")
  void edge() {
    SvgChart chart = plot.dots(
            "d",
            List.of(new Dot(5, 99, "far"), new Dot(5, Double.NaN, "none"), new Dot(5, 1, "top")))
        .chart();
    assertThat(chart.shapes()).extracting(SvgChart.Shape::title).containsExactly("far", "top");
    assertThat(chart.shapes())
        .extracting(SvgChart.Shape::path)
        .containsOnly("M" + (chart.box().left() + chart.box().right()) / 2 + " "
            + chart.box().top() + "h0");
  }
}
