package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ockham.search.analysis.Series.Point;

/** A chart under way: takes what to draw in the data's own units, by two axes. */
final class Plot {

  /** A point to be drawn: where, and what a pointer on it is told. */
  record Dot(double x, double y, String title) {}

  /** So many dots are told one by one; more are drawn as one path, or the page would grow without bound. */
  static final int TOLD = 300;

  /** The width of a chart that has the page for itself. */
  static final int WIDE = 980;

  private final Axis x;
  private final Axis y;
  private final String id;
  private final String about;
  private final int width;
  private final int height;
  private final SvgChart.Box box;
  private final List<SvgChart.Line> lines = new ArrayList<>();
  private final List<SvgChart.Shape> shapes = new ArrayList<>();
  private final List<SvgChart.Note> notes = new ArrayList<>();

  private Plot(Axis x, Axis y, String id, String about, int width, int height) {
    this.x = x;
    this.y = y;
    this.id = id;
    this.about = about;
    this.width = width;
    this.height = height;
    this.box = new SvgChart.Box(
        Math.max(28, 14 + TickLabels.width(y)),
        y.label().isEmpty() ? 10 : 24,
        width - 18,
        height - (x.label().isEmpty() ? 28 : 42));
  }

  /** A chart of the usual size, two beside each other on a page. */
  static Plot of(Axis x, Axis y, String id, String about) {
    return new Plot(x, y, id, about, 460, 280);
  }

  /** A small chart, three beside each other on a page. */
  static Plot small(Axis x, Axis y, String id, String about) {
    return new Plot(x, y, id, about, 340, 220);
  }

  /** A chart as wide as a page. */
  static Plot wide(Axis x, Axis y, String id, String about) {
    return new Plot(x, y, id, about, WIDE, 300);
  }

  /** A chart of any size. */
  static Plot sized(Axis x, Axis y, String id, String about, int width, int height) {
    return new Plot(x, y, id, about, width, height);
  }

  /** A curve, with a gap wherever a number is not finite; far outside of the box is far enough. */
  Plot line(String style, List<Point> points, String title) {
    StringBuilder path = new StringBuilder();
    for (Point point : points) {
      double across = x.share(point.x());
      double up = y.share(point.y());
      if (Double.isNaN(across) || Double.isNaN(up)) {
        end(style, path, title);
        path.setLength(0);
      } else {
        path.append(path.isEmpty() ? "" : " ")
            .append(number(atX(Math.max(-10, Math.min(10, across)))))
            .append(',')
            .append(number(atY(Math.max(-10, Math.min(10, up)))));
      }
    }
    end(style, path, title);
    return this;
  }

  private void end(String style, StringBuilder points, String title) {
    if (!points.isEmpty()) {
      // A single point has no length; drawn twice, round ends make it a dot.
      String text = points.indexOf(" ") < 0 ? points + " " + points : points.toString();
      lines.add(new SvgChart.Line(style, text, title));
    }
  }

  /** A curve of steps: each value holds until the next. */
  Plot steps(String style, List<Point> points, double end, String title) {
    List<Point> corners = new ArrayList<>();
    double last = Double.NaN;
    for (Point point : points) {
      if (!corners.isEmpty()) {
        corners.add(new Point(point.x(), last));
      }
      corners.add(point);
      last = point.y();
    }
    if (!corners.isEmpty()) {
      corners.add(new Point(end, last));
    }
    return line(style, corners, title);
  }

  /** Dots by CSS class; what lies outside of the box is drawn at its edge. */
  Plot dots(Map<String, List<Dot>> byStyle) {
    int count = byStyle.values().stream().mapToInt(List::size).sum();
    byStyle.forEach((style, dots) -> {
      StringBuilder all = new StringBuilder();
      for (Dot dot : dots) {
        double across = x.share(dot.x);
        double up = y.share(dot.y);
        if (Double.isNaN(across) || Double.isNaN(up)) {
          continue;
        }
        String path = "M" + number(atX(within(across))) + " " + number(atY(within(up))) + "h0";
        if (count <= TOLD) {
          shapes.add(new SvgChart.Shape(style, path, dot.title));
        } else {
          all.append(path);
        }
      }
      if (!all.isEmpty()) {
        shapes.add(new SvgChart.Shape(style, all.toString(), ""));
      }
    });
    return this;
  }

  /** Dots of one CSS class. */
  Plot dots(String style, List<Dot> dots) {
    return dots(Map.of(style, dots));
  }

  /** A filled rectangle, at least as wide and high as a hair. */
  Plot bar(String style, double x0, double y0, double x1, double y1, String title) {
    double left = atX(within(x.share(x0)));
    double right = atX(within(x.share(x1)));
    double bottom = atY(within(y.share(y0)));
    double top = atY(within(y.share(y1)));
    shapes.add(new SvgChart.Shape(
        style,
        "M" + number(left) + " " + number(top) + "h" + number(Math.max(1, right - left)) + "v"
            + number(Math.max(1, bottom - top)) + "H" + number(left) + "z",
        title));
    return this;
  }

  /** A part of the box, given by shares of its sides. */
  Plot cell(String style, double left, double bottom, double right, double top) {
    shapes.add(new SvgChart.Shape(
        style,
        "M" + number(atX(left)) + " " + number(atY(top)) + "H" + number(atX(right)) + "V"
            + number(atY(bottom)) + "H" + number(atX(left)) + "z",
        ""));
    return this;
  }

  /** Words to the right of a point. */
  Plot note(double atX, double atY, String text) {
    notes.add(new SvgChart.Note(
        number(atX(within(x.share(atX))) + 6), number(atY(within(y.share(atY))) + 4), text));
    return this;
  }

  /** The chart; areas of one look that nobody is told about become one path. */
  SvgChart chart() {
    Map<String, StringBuilder> silent = new LinkedHashMap<>();
    List<SvgChart.Shape> told = new ArrayList<>();
    for (SvgChart.Shape shape : shapes) {
      if (shape.title().isEmpty()) {
        silent.computeIfAbsent(shape.style(), style -> new StringBuilder()).append(shape.path());
      } else {
        told.add(shape);
      }
    }
    List<SvgChart.Shape> all = new ArrayList<>();
    silent.forEach((style, path) -> all.add(new SvgChart.Shape(style, path.toString(), "")));
    all.addAll(told);
    return new SvgChart(
        id,
        about,
        width,
        height,
        box,
        TickLabels.across(x, box),
        TickLabels.up(y, box),
        TickLabels.shortened(x.label(), TickLabels.room(box.width())),
        TickLabels.shortened(y.label(), TickLabels.room(width)),
        lines,
        all,
        notes);
  }

  private double atX(double share) {
    return box.left() + share * box.width();
  }

  private double atY(double share) {
    return box.bottom() - share * box.height();
  }

  private static double within(double share) {
    return Math.max(0, Math.min(1, share));
  }

  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }
}
