package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;

/** What is written at the ticks of a chart's axes, and how much of it fits. */
final class TickLabels {

  /** The mean width of a letter, in SVG's units. */
  private static final double LETTER = 6.2;

  private static final int LINE = 13;
  private static final int LONGEST = 22;

  private TickLabels() {}

  /** How many letters fit into a width. */
  static int room(int width) {
    return (int) (width / LETTER);
  }

  /** How wide the texts of a vertical axis are. */
  static int width(Axis axis) {
    return (int) (LETTER * Math.min(LONGEST, longest(axis)));
  }

  private static int longest(Axis axis) {
    return axis.marks().stream().mapToInt(mark -> mark.text().length()).max().orElse(0);
  }

  /** The marks of a horizontal axis: long names are shortened before any is left out. */
  static List<SvgChart.Tick> across(Axis axis, SvgChart.Box box) {
    int stride = stride(axis, Math.min(7, longest(axis)) * LETTER + 6, box.width());
    int each = stride * box.width() / Math.max(1, axis.marks().size());
    List<SvgChart.Tick> ticks = new ArrayList<>();
    for (int i = 0; i < axis.marks().size(); i += stride) {
      Axis.Mark mark = axis.marks().get(i);
      ticks.add(tick(
          mark, box.left() + axis.share(mark.value()) * box.width(), Math.max(3, room(each) - 1)));
    }
    return ticks;
  }

  /** The marks of a vertical axis. */
  static List<SvgChart.Tick> up(Axis axis, SvgChart.Box box) {
    int stride = stride(axis, LINE, box.height());
    List<SvgChart.Tick> ticks = new ArrayList<>();
    for (int i = 0; i < axis.marks().size(); i += stride) {
      Axis.Mark mark = axis.marks().get(i);
      ticks.add(tick(mark, box.bottom() - axis.share(mark.value()) * box.height(), LONGEST));
    }
    return ticks;
  }

  /** Each mark, or each second, third and so on, where so much room is needed for one. */
  private static int stride(Axis axis, double least, int length) {
    return Math.max(1, (int) Math.ceil(least * axis.marks().size() / length));
  }

  private static SvgChart.Tick tick(Axis.Mark mark, double at, int letters) {
    return new SvgChart.Tick(Plot.number(at), shortened(mark.text(), letters), mark.text());
  }

  /** A text, or its beginning and an ellipsis where it has more letters than that. */
  static String shortened(String text, int letters) {
    return text.codePointCount(0, text.length()) <= letters
        ? text
        : text.substring(0, text.offsetByCodePoints(0, Math.max(1, letters - 1))) + "…";
  }
}
