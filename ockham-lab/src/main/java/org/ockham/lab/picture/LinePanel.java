package org.ockham.lab.picture;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines over an axis.
 *
 * @param title above it
 * @param xLabel under it
 * @param yLabel at its left
 * @param x the scale across
 * @param y the scale up
 * @param lines at most 7, so that they are told apart
 */
public record LinePanel(
    String title, String xLabel, String yLabel, Scale x, Scale y, List<Trace> lines)
    implements Panel {

  /** How numbers lie on an axis. */
  public enum Scale {
    /** Equal differences are equally long. */
    LINEAR,
    /** Equal ratios are; what is not above 0 is left out. */
    LOG
  }

  public LinePanel {
    lines = List.copyOf(lines);
    Look.checkCount("lines", lines.size());
    if (lines.stream().map(Trace::name).distinct().count() < lines.size()) {
      throw new IllegalArgumentException("two of the lines of '" + title + "' have one name: "
          + lines.stream().map(Trace::name).toList());
    }
  }

  /** Without lines yet, both scales linear. */
  public static LinePanel of(String title, String xLabel, String yLabel) {
    return new LinePanel(title, xLabel, yLabel, Scale.LINEAR, Scale.LINEAR, List.of());
  }

  /** The same with a logarithmic scale up. */
  public LinePanel logY() {
    return new LinePanel(title, xLabel, yLabel, x, Scale.LOG, lines);
  }

  /** The same with a logarithmic scale across. */
  public LinePanel logX() {
    return new LinePanel(title, xLabel, yLabel, Scale.LOG, y, lines);
  }

  /** The same with one more line. */
  public LinePanel line(Trace line) {
    List<Trace> more = new ArrayList<>(lines);
    more.add(line);
    return new LinePanel(title, xLabel, yLabel, x, y, more);
  }
}
