package org.ockham.lab.picture;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.LegendItem;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.DefaultXYDataset;
import org.jfree.data.xy.XYDataset;

/** Draws a {@link LinePanel}. */
final class LineChart {

  /** Markers on a line with more places than that would hide it. */
  private static final int MARKERS = 8;

  /** So many powers of ten are written on an axis. */
  private static final int LABELS = 8;

  private LineChart() {}

  static JFreeChart of(LinePanel panel) {
    DefaultXYDataset set = new DefaultXYDataset();
    List<Trace> lines = panel.lines();
    lines.forEach(line -> set.addSeries(line.name(), drawable(panel, line)));
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer() {
      private static final long serialVersionUID = 1L;

      @Override
      public boolean getItemShapeVisible(int series, int item) {
        int count = lines.get(series).x().size();
        int every = Math.max(1, count / MARKERS);
        // Each line's own begin, so that where two lie on each other both are seen.
        int first = every * series / Math.max(1, lines.size());
        return lines.size() > 1 && item % every == first % every;
      }

      @Override
      public LegendItem getLegendItem(int dataset, int series) {
        LegendItem item = super.getLegendItem(dataset, series);
        item.setShapeVisible(true); // also where the line's first place has no marker
        return item;
      }
    };
    style(renderer, lines.size(), Look.MARKER);
    XYPlot plot = new XYPlot(
        set,
        axis(panel.xLabel(), panel.x(), set, 0),
        axis(panel.yLabel(), panel.y(), set, 1),
        renderer);
    return Look.chart(panel.title(), plot, lines.size() > 1);
  }

  /** Gives so many series their colours, dashes, and markers of this size. */
  static void style(XYLineAndShapeRenderer renderer, int count, double size) {
    renderer.setDrawSeriesLineAsPath(true);
    for (int i = 0; i < count; i++) {
      renderer.setSeriesPaint(i, Look.paint(i));
      renderer.setSeriesStroke(i, Look.stroke(i));
      renderer.setSeriesShape(i, Look.marker(i, size));
    }
  }

  private static double[][] drawable(LinePanel panel, Trace line) {
    double[][] arrays = line.arrays();
    for (int i = 0; i < arrays[0].length; i++) {
      boolean isBelow = (panel.x() == LinePanel.Scale.LOG && arrays[0][i] <= 0)
          || (panel.y() == LinePanel.Scale.LOG && arrays[1][i] <= 0);
      if (isBelow) {
        arrays[1][i] = Double.NaN;
      }
    }
    return arrays;
  }

  /** An axis for the first or the second numbers of the places. */
  private static ValueAxis axis(String label, LinePanel.Scale scale, XYDataset set, int dimension) {
    double[] values = IntStream.range(0, set.getSeriesCount())
        .boxed()
        .flatMapToDouble(series -> IntStream.range(0, set.getItemCount(series))
            .mapToDouble(
                item -> dimension == 0 ? set.getXValue(series, item) : set.getYValue(series, item)))
        .filter(Double::isFinite)
        .toArray();
    if (scale == LinePanel.Scale.LOG) {
      return logarithmic(label, values);
    }
    NumberAxis axis = linear(label);
    if (Arrays.stream(values).allMatch(value -> value == Math.rint(value))) {
      axis.setStandardTickUnits(NumberAxis.createIntegerTickUnits(Locale.ROOT));
    }
    return axis;
  }

  private static LogAxis logarithmic(String label, double[] values) {
    LogAxis axis = new LogAxis(label);
    axis.setNumberFormatOverride(new Powers());
    double least = Math.log10(Arrays.stream(values).filter(x -> x > 0).min().orElse(0.1));
    double greatest = Math.log10(Arrays.stream(values).max().orElse(1));
    if (greatest - least < 1.5) { // from power to power: with one label an axis says little
      least = Math.floor(least);
      greatest = Math.max(least + 1, Math.ceil(greatest));
      axis.setRange(0.95 * Math.pow(10, least), 1.05 * Math.pow(10, greatest));
    }
    axis.setTickUnit(new NumberTickUnit(Math.ceil((greatest - least) / LABELS)));
    return axis;
  }

  static NumberAxis linear(String label) {
    NumberAxis axis = new NumberAxis(label);
    axis.setAutoRangeIncludesZero(false);
    axis.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ROOT));
    return axis;
  }

  /** Short numbers whatever their size: 0.001, 1, 100, 1e-5. */
  private static final class Powers extends NumberFormat {
    private static final long serialVersionUID = 1L;

    private final NumberFormat plain =
        new DecimalFormat("0.####", DecimalFormatSymbols.getInstance(Locale.ROOT));
    private final NumberFormat small =
        new DecimalFormat("0.##E0", DecimalFormatSymbols.getInstance(Locale.ROOT));

    @Override
    public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
      boolean isPlain = number >= 0.9e-3 && number < 1e5;
      return to.append((isPlain ? plain : small).format(number).replace('E', 'e'));
    }

    @Override
    public StringBuffer format(long number, StringBuffer to, FieldPosition position) {
      return format((double) number, to, position);
    }

    @Override
    public Number parse(String text, ParsePosition position) {
      throw new UnsupportedOperationException("axes are drawn, not read");
    }
  }
}
