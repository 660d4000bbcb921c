package org.ockham.board;

import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A series with fewer points, for a chart. It is cut into stretches of as many points each, and of each the least, the greatest and the
 * first gap are kept, and the first and the last point of all: no spike and no NaN is lost, however many points there are.
 *
 * @param series the points that are left
 * @param of how many there were
 */
public record Reduction(Series series, int of) {

  /** The fewest points that a series can be reduced to: both ends and a stretch. */
  public static final int FEWEST = 5;

  /** To this many points at most; a series that is no longer stays as it is. */
  public static Reduction of(Series series, int points) {
    if (points < FEWEST) {
      throw new IllegalArgumentException("points is " + points + ": it must be at least " + FEWEST);
    }
    int n = series.size();
    if (n <= points) {
      return new Reduction(series, n);
    }
    int stretches = (points - 2) / 3;
    IntStream.Builder kept = IntStream.builder();
    kept.add(0);
    kept.add(n - 1);
    for (int stretch = 0; stretch < stretches; stretch++) {
      int from = (int) ((long) n * stretch / stretches);
      int to = (int) ((long) n * (stretch + 1) / stretches);
      keep(series, from, to, kept);
    }
    return new Reduction(series.at(kept.build().sorted().distinct().toArray()), n);
  }

  private static void keep(Series series, int from, int to, IntStream.Builder kept) {
    int least = -1;
    int greatest = -1;
    int gap = -1;
    for (int i = from; i < to; i++) {
      double value = series.value(i);
      if (Double.isNaN(value)) {
        gap = gap < 0 ? i : gap;
      } else {
        least = least < 0 || value < series.value(least) ? i : least;
        greatest = greatest < 0 || value > series.value(greatest) ? i : greatest;
      }
    }
    IntStream.of(least, greatest, gap).filter(i -> i >= 0).forEach(kept::add);
  }

  /** Whether points were left out. */
  public boolean isReduced() {
    return series.size() < of;
  }

  /** What is to stand beside the chart, empty if every point is in it. */
  public String note() {
    return isReduced()
        ? String.format(Locale.ROOT, "%,d of %,d points shown", series.size(), of)
        : "";
  }
}
