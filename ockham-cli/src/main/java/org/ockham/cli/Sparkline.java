package org.ockham.cli;

import org.ockham.board.Series;

/**
 * A curve in one line of text: {@code ▇▅▃▂▂▁▁▁}. A curve with more points than there is room for is cut into stretches; of each the
 * value farthest from the mean of all is shown, so that no spike is lost, a gap if there is one, and of the last the last.
 */
final class Sparkline {

  private static final String LEVELS = "▁▂▃▄▅▆▇█";
  private static final char GAP = '·';

  private Sparkline() {}

  /** Of these values, in so many characters at most. */
  static String of(double[] values, int width) {
    double[] cells = cells(values, Math.min(width, values.length));
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (double cell : cells) {
      if (Double.isFinite(cell)) {
        least = Math.min(least, cell);
        greatest = Math.max(greatest, cell);
      }
    }
    StringBuilder line = new StringBuilder();
    for (double cell : cells) {
      line.append(level(cell, least, greatest));
    }
    return line.toString();
  }

  private static char level(double value, double least, double greatest) {
    int highest = LEVELS.length() - 1;
    if (Double.isNaN(value)) {
      return GAP;
    } else if (Double.isInfinite(value)) {
      return LEVELS.charAt(value > 0 ? highest : 0);
    } else if (least == greatest) {
      return LEVELS.charAt(0); // a flat line
    }
    double share = value / 2 - least / 2; // whose difference is finite, whatever they are
    return LEVELS.charAt((int) Math.round(highest * (share / (greatest / 2 - least / 2))));
  }

  private static double[] cells(double[] values, int count) {
    double mean = mean(values);
    double[] cells = new double[count];
    for (int cell = 0; cell < count; cell++) {
      int from = (int) ((long) values.length * cell / count);
      int to = (int) ((long) values.length * (cell + 1) / count);
      cells[cell] = cell == count - 1 ? values[to - 1] : farthest(values, from, to, mean);
    }
    return cells;
  }

  private static double farthest(double[] values, int from, int to, double mean) {
    double farthest = values[from];
    for (int i = from; i < to; i++) {
      if (Double.isNaN(values[i])) {
        return Double.NaN;
      }
      if (Math.abs(values[i] - mean) > Math.abs(farthest - mean)) {
        farthest = values[i];
      }
    }
    return farthest;
  }

  private static double mean(double[] values) {
    double sum = 0;
    int count = 0;
    for (double value : values) {
      if (Double.isFinite(value)) {
        sum += (value - sum) / ++count; // a mean that grows: no sum overflows
      }
    }
    return sum;
  }

  /** Whether a curve has more points than there is room for. */
  static boolean isReduced(Series series, int width) {
    return series.size() > width;
  }
}
