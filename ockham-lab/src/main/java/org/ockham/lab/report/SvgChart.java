package org.ockham.lab.report;

import java.util.List;

/**
 * A picture in a box with two axes, ready to be drawn as SVG.
 *
 * @param id tells its box from those of other charts on the page
 * @param about what it shows, for those who cannot see it
 * @param width of the whole, in SVG's units
 * @param height of the whole
 * @param box where the axes are
 * @param xTicks marks below the box
 * @param yTicks marks to the left of it
 * @param xLabel what the horizontal axis measures
 * @param yLabel what the vertical axis measures
 * @param lines curves, cut off by the box
 * @param shapes dots, bars and areas
 * @param notes words in the box
 */
public record SvgChart(
    String id,
    String about,
    int width,
    int height,
    Box box,
    List<Tick> xTicks,
    List<Tick> yTicks,
    String xLabel,
    String yLabel,
    List<Line> lines,
    List<Shape> shapes,
    List<Note> notes) {

  /** The part of the picture between the axes. */
  public record Box(int left, int top, int right, int bottom) {

    /** Its width. */
    public int width() {
      return right - left;
    }

    /** Its height. */
    public int height() {
      return bottom - top;
    }
  }

  /** A mark on an axis: where, what stands there, and the whole of it where that is longer. */
  public record Tick(String at, String label, String whole) {}

  /** A curve: its CSS class, its points as SVG wants them, and what a pointer on it is told. */
  public record Line(String style, String points, String title) {}

  /** A path: its CSS class, its commands as SVG wants them, and what a pointer on it is told. */
  public record Shape(String style, String path, String title) {}

  /** Words that begin at a place. */
  public record Note(String x, String y, String text) {}
}
