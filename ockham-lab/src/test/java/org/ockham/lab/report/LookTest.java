package org.ockham.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.search.analysis.Series.Point;

final class LookTest {

  /** How those without green-sensitive cones see linear red, green and blue (Machado and others, 2009). */
  private static final double[][] DEUTERANOPIA = {
    {0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}
  };

  /** The colours of series on white, then on black, from the page's own style. */
  private static List<String> palette(int which) {
    Matcher matcher = Pattern.compile("--s(\\d): (#[0-9a-f]{6})")
        .matcher(new Page("t", "", List.of(), List.of(), List.of()).html());
    List<String> all = new ArrayList<>();
    while (matcher.find()) {
      all.add(matcher.group(2));
    }
    assertThat(all).hasSize(2 * Look.COLORS);
    return all.subList(which * Look.COLORS, (which + 1) * Look.COLORS);
  }

  private static double[] linear(String color) {
    return IntStream.of(1, 3, 5)
        .mapToDouble(i -> Integer.parseInt(color.substring(i, i + 2), 16) / 255.0)
        .map(c -> c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4))
        .toArray();
  }

  private static double[] seen(String color) {
    double[] rgb = linear(color);
    return IntStream.range(0, 3)
        .mapToDouble(i ->
            DEUTERANOPIA[i][0] * rgb[0] + DEUTERANOPIA[i][1] * rgb[1] + DEUTERANOPIA[i][2] * rgb[2])
        .map(c -> Math.max(0, Math.min(1, c)))
        .toArray();
  }

  private static double[] lab(double[] rgb) {
    double x = f((0.4124 * rgb[0] + 0.3576 * rgb[1] + 0.1805 * rgb[2]) / 0.9505);
    double y = f(0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]);
    double z = f((0.0193 * rgb[0] + 0.1192 * rgb[1] + 0.9505 * rgb[2]) / 1.089);
    return new double[] {116 * y - 16, 500 * (x - y), 200 * (y - z)};
  }

  private static double f(double t) {
    return t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116.0;
  }

  private static double distance(double[] a, double[] b) {
    double[] first = lab(a);
    double[] second = lab(b);
    return Math.sqrt(IntStream.range(0, 3)
        .mapToDouble(i -> Math.pow(first[i] - second[i], 2))
        .sum());
  }

  @Test
  @DisplayName("All colours of series differ, also to those who do not tell red from green")
  void colours() {
    // What this measure says of a common red and green, to show that it can tell.
    assertThat(distance(linear("#d62728"), linear("#2ca02c"))).isGreaterThan(110);
    assertThat(distance(seen("#d62728"), seen("#2ca02c"))).isLessThan(8);
    for (int which = 0; which < 2; which++) {
      List<String> colors = palette(which);
      for (int i = 0; i < colors.size(); i++) {
        for (int j = 0; j < i; j++) {
          String pair = colors.get(i) + " and " + colors.get(j);
          assertThat(distance(linear(colors.get(i)), linear(colors.get(j))))
              .as(pair)
              .isGreaterThan(16);
          assertThat(distance(seen(colors.get(i)), seen(colors.get(j))))
              .as(pair)
              .isGreaterThan(16);
        }
      }
    }
  }

  @Test
  @DisplayName(
      "Each colour that is drawn stands out from its ground by 3 to 1, in light and in dark")
  void contrast() {
    String style = PageFile.STYLE.text();
    for (String name :
        List.of("s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7", "poor", "soft", "ink")) {
      List<String> colors = values(style, name);
      List<String> grounds = values(style, "tint");
      assertThat(colors).as(name).hasSize(2);
      for (int which = 0; which < 2; which++) {
        assertThat(contrast(colors.get(which), grounds.get(which)))
            .as(name + " " + colors.get(which) + " on " + grounds.get(which))
            .isGreaterThanOrEqualTo(3);
      }
    }
  }

  /** In the light theme, then in the dark. */
  private static List<String> values(String style, String name) {
    return Pattern.compile("--" + name + ": (#[0-9a-f]{6});")
        .matcher(style)
        .results()
        .map(result -> result.group(1))
        .toList();
  }

  private static double contrast(String one, String other) {
    double first = luminance(one);
    double second = luminance(other);
    return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
  }

  private static double luminance(String color) {
    double[] rgb = linear(color);
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
  }

  @Test
  @DisplayName(
      "Each series also has a dash or a marker of its own, the same in its chart and in its key")
  void looks() {
    LineChart chart = new LineChart("runs", ChartAxis.of("x"), ChartAxis.of("y"));
    for (int run = 0; run < 12; run++) {
      chart.line("run " + run, List.of(new Point(0, run), new Point(1, run + 1)));
    }
    List<Chart.Key> keys = chart.keys();
    assertThat(keys).hasSize(12);
    assertThat(keys.subList(0, 8)).extracting(key -> key.look().dash()).doesNotHaveDuplicates();
    assertThat(keys.subList(0, 8)).extracting(key -> key.look().symbol()).doesNotHaveDuplicates();
    assertThat(keys).extracting(Chart.Key::look).doesNotHaveDuplicates();
    String html = new Page(
            "t",
            "",
            List.of(),
            List.of(),
            List.of(Section.chart("s", "s", "", Section.Size.MEDIUM, chart)))
        .html();
    for (Chart.Key key : keys) {
      if (!key.look().dash().isEmpty()) {
        assertThat(html)
            .contains("stroke-dasharray=\"" + key.look().strokes() + "\"")
            .contains("\"type\":" + key.look().dash().toString().replace(" ", ""));
      }
    }
  }
}
