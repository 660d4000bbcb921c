package org.ockham.lab.picture;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.annotations.XYShapeAnnotation;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.ui.Layer;
import org.jfree.data.xy.DefaultXYDataset;
import org.jfree.data.xy.XYDataset;

/** Draws a {@link PlanePanel}. */
final class PlaneChart {

  private static final int LEVELS = 11;

  /** How large the markers on paths are. */
  private static final double FOOTPRINT = 4.5;

  /** From one level of a landscape to the next, downwards. */
  private static final double STEP = 0.5;

  /** How strong the colour of what is certain is; the points upon it are stronger. */
  private static final double TINT = 0.45;

  private PlaneChart() {}

  static JFreeChart of(PlanePanel panel) {
    Grid grid = panel.grid();
    XYPlot plot = new XYPlot(
        null,
        axis(panel.xLabel(), grid.left(), grid.right()),
        axis(panel.yLabel(), grid.bottom(), grid.top()),
        null);
    plot.setDomainGridlinesVisible(false);
    plot.setRangeGridlinesVisible(false);
    XYLineAndShapeRenderer points = new XYLineAndShapeRenderer(false, true);
    LineChart.style(points, panel.points().size(), Look.MARKER);
    points.setDefaultOutlinePaint(Color.WHITE);
    points.setDefaultOutlineStroke(new BasicStroke(0.8f));
    points.setUseOutlinePaint(true);
    XYLineAndShapeRenderer paths = new XYLineAndShapeRenderer(true, true);
    LineChart.style(paths, panel.paths().size(), FOOTPRINT);
    // The last is drawn first, and annotations of a renderer before its series.
    plot.setDataset(0, set(panel.paths()));
    plot.setRenderer(0, paths);
    plot.setDataset(1, set(panel.points()));
    plot.setRenderer(1, points);
    if (panel.shading() == PlanePanel.Shading.DECISION) {
      plot.setBackgroundImage(decision(grid));
      plot.setBackgroundImageAlpha(1);
      line(plot, grid.contour(0), Look.INK, 1.6f);
    } else {
      levels(grid).forEach(level -> line(plot, grid.contour(level), new Color(0xAAAAAA), 0.8f));
    }
    return Look.chart(panel.title(), plot, panel.points().size() + panel.paths().size() > 1);
  }

  private static void line(XYPlot plot, Path2D path, Color colour, float width) {
    plot.getRenderer(1)
        .addAnnotation(
            new XYShapeAnnotation(path, new BasicStroke(width), colour), Layer.BACKGROUND);
  }

  private static NumberAxis axis(String label, double from, double to) {
    NumberAxis axis = LineChart.linear(label);
    axis.setRange(from, to);
    return axis;
  }

  private static XYDataset set(List<Trace> traces) {
    DefaultXYDataset set = new DefaultXYDataset();
    traces.forEach(trace -> set.addSeries(trace.name(), trace.arrays()));
    return set;
  }

  /** A pixel a crossing: a colour for each sign, by how sure the logistic function of the value is. */
  private static BufferedImage decision(Grid grid) {
    int side = grid.side();
    BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    for (int row = 0; row < side; row++) {
      for (int column = 0; column < side; column++) {
        double value = grid.value(column, row);
        double sure = Math.abs(2 / (1 + StrictMath.exp(-value)) - 1);
        Color towards = value < 0 ? Look.BLUE : Look.ORANGE;
        image.setRGB(column, side - 1 - row, mixed(towards, TINT * sure).getRGB());
      }
    }
    return image;
  }

  private static Color mixed(Color colour, double share) {
    if (Double.isNaN(share)) {
      return Look.FAINT;
    }
    return new Color(
        mixed(colour.getRed(), share),
        mixed(colour.getGreen(), share),
        mixed(colour.getBlue(), share));
  }

  private static int mixed(int channel, double share) {
    return (int) Math.round(255 + share * (channel - 255));
  }

  /** Heights at which lines are drawn: each as far above the least as a part of the one before. */
  private static List<Double> levels(Grid grid) {
    double least = grid.values().stream().mapToDouble(x -> x).min().orElse(0);
    double greatest = grid.values().stream().mapToDouble(x -> x).max().orElse(1);
    return IntStream.range(1, LEVELS + 1)
        .mapToObj(i -> least + (greatest - least) * Math.pow(STEP, i))
        .toList();
  }
}
