package org.ockham.lab.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;

/**
 * How pictures look: the colours of Okabe and Ito, which all eyes tell apart, and for each a dash and a marker, which tell them apart in
 * grey too.
 */
final class Look {

  /** How many things are told apart. */
  static final int COLOURS = 7;

  static final Color PAPER = Color.WHITE;
  static final Color INK = new Color(0x222222);
  static final Color FAINT = new Color(0xDDDDDD);
  static final Color BLUE = new Color(0x0072B2);
  static final Color ORANGE = new Color(0xD55E00);

  private static final List<Color> PAINTS = List.of(
      BLUE,
      ORANGE,
      new Color(0x009E73),
      new Color(0xCC79A7),
      new Color(0xE69F00),
      new Color(0x56B4E9),
      new Color(0x000000));

  private static final float[][] DASHES = {
    {}, {8, 4}, {2, 3}, {10, 3, 2, 3}, {14, 5}, {5, 2}, {10, 3, 2, 3, 2, 3}
  };

  /** How large markers are, on lines and for points. */
  static final double MARKER = 7;

  private Look() {}

  static void checkCount(String what, int count) {
    if (count > COLOURS) {
      throw new IllegalArgumentException(count + " " + what
          + " are too many for one panel: at most " + COLOURS + " are told apart");
    }
  }

  static Color paint(int index) {
    return PAINTS.get(index);
  }

  static Stroke stroke(int index) {
    return DASHES[index].length == 0
        ? new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        : new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, DASHES[index], 0);
  }

  /** A circle, a square, a triangle, a diamond, a triangle on its head, an upright bar, a flat one. */
  static Shape marker(int index, double size) {
    double half = size / 2;
    double thin = size / 6;
    return switch (index) {
      case 0 -> new Ellipse2D.Double(-half, -half, size, size);
      case 1 -> new Rectangle2D.Double(-half, -half, size, size);
      case 2 -> polygon(0, -half, half, half, -half, half);
      case 3 -> polygon(0, -half * 1.2, half * 1.2, 0, 0, half * 1.2, -half * 1.2, 0);
      case 4 -> polygon(0, half, half, -half, -half, -half);
      case 5 -> polygon(-thin, -half, thin, -half, thin, half, -thin, half);
      default -> polygon(-half, -thin, half, -thin, half, thin, -half, thin);
    };
  }

  private static Shape polygon(double... places) {
    Path2D path = new Path2D.Double();
    path.moveTo(places[0], places[1]);
    for (int i = 2; i < places.length; i += 2) {
      path.lineTo(places[i], places[i + 1]);
    }
    path.closePath();
    return path;
  }

  static Font font(int style, int size) {
    return new Font(Font.SANS_SERIF, style, size);
  }

  /** A chart of this plot: white, with faint lines behind the curves and nothing that says nothing. */
  static JFreeChart chart(String title, XYPlot plot, boolean hasLegend) {
    plot.setBackgroundPaint(PAPER);
    plot.setDomainGridlinePaint(FAINT);
    plot.setRangeGridlinePaint(FAINT);
    plot.setDomainGridlineStroke(new BasicStroke(0.7f));
    plot.setRangeGridlineStroke(new BasicStroke(0.7f));
    plot.setOutlinePaint(INK);
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    axis(plot.getDomainAxis());
    axis(plot.getRangeAxis());
    JFreeChart chart =
        new JFreeChart(title.isEmpty() ? null : title, font(Font.BOLD, 13), plot, hasLegend);
    chart.setBackgroundPaint(PAPER);
    chart.setPadding(new RectangleInsets(6, 6, 6, 12));
    if (chart.getTitle() != null) {
      chart.getTitle().setPaint(INK);
    }
    if (chart.getLegend() != null) {
      chart.getLegend().setFrame(BlockBorder.NONE);
      chart.getLegend().setItemFont(font(Font.PLAIN, 12));
      chart.getLegend().setItemPaint(INK);
      chart.getLegend().setBackgroundPaint(PAPER);
      chart.getLegend().setPosition(RectangleEdge.BOTTOM);
    }
    return chart;
  }

  private static void axis(ValueAxis axis) {
    axis.setLabelFont(font(Font.PLAIN, 12));
    axis.setTickLabelFont(font(Font.PLAIN, 11));
    axis.setLabelPaint(INK);
    axis.setTickLabelPaint(INK);
    axis.setAxisLinePaint(INK);
    axis.setTickMarkPaint(INK);
  }
}
