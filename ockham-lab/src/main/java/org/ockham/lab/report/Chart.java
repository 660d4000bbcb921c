package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Curves in a box, ready to be drawn as SVG.
 *
 * @param width of the whole, in SVG's units
 * @param height of the whole
 * @param left where the box begins
 * @param top where it begins
 * @param right where it ends
 * @param bottom where it ends
 * @param xTicks marks below it
 * @param yTicks marks to the left of it
 * @param lines the curves
 */
public record Chart(
    int width,
    int height,
    int left,
    int top,
    int right,
    int bottom,
    List<Tick> xTicks,
    List<Tick> yTicks,
    List<Line> lines) {

  /** A mark on an axis: where, and what stands there. */
  public record Tick(String at, String label) {}

  /** A curve: its CSS class, and its points as SVG wants them. */
  public record Line(String style, String points) {}

  /** A curve in the data's own units: its CSS class, and x and y of its points. */
  public record Series(String style, List<Double> x, List<Double> y) {}

  /**
   * Draws series into a box from 0 to these ends; what is higher is cut off by the box.
   *
   * @param xEnd above 0
   * @param yEnd above 0
   */
  static Chart of(List<Series> series, double xEnd, double yEnd) {
    int width = 340;
    int height = 220;
    int left = 40;
    int top = 10;
    int right = width - 18;
    int bottom = height - 28;
    List<Line> lines = new ArrayList<>();
    for (Series one : series) {
      StringBuilder points = new StringBuilder();
      for (int i = 0; i < one.x.size(); i++) {
        if (Double.isFinite(one.y.get(i))) {
          points
              .append(points.isEmpty() ? "" : " ")
              .append(number(left + one.x.get(i) / xEnd * (right - left)))
              .append(',')
              // Far above the box is far enough: numbers without bound are no SVG.
              .append(number(bottom - Math.min(one.y.get(i) / yEnd, 10) * (bottom - top)));
        }
      }
      if (points.indexOf(",") >= 0) {
        lines.add(new Line(one.style, points.toString()));
      }
    }
    List<Tick> xTicks = new ArrayList<>();
    for (double tick : ticks(xEnd)) {
      xTicks.add(new Tick(number(left + tick / xEnd * (right - left)), label(tick)));
    }
    List<Tick> yTicks = new ArrayList<>();
    for (double tick : ticks(yEnd)) {
      yTicks.add(new Tick(number(bottom - tick / yEnd * (bottom - top)), label(tick)));
    }
    return new Chart(width, height, left, top, right, bottom, xTicks, yTicks, lines);
  }

  /** Round numbers from 0 to the end, four to eight of them. */
  static List<Double> ticks(double end) {
    double power = Math.pow(10, Math.floor(Math.log10(end)));
    double step = power;
    for (double candidate :
        new double[] {0.1 * power, 0.2 * power, 0.25 * power, 0.5 * power, power}) {
      if (end / candidate <= 6) {
        step = candidate;
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    for (int i = 0; i * step <= end * (1 + 1e-9); i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  private static String label(double tick) {
    String text = String.format(Locale.ROOT, "%.6f", tick);
    return text.replaceFirst("\\.?0+$", "");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }
}
