package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.ockham.search.analysis.Series.Point;

/**
 * A long series with fewer points: the extremes of each stretch stay, exactly where they are, so no peak is lost; the first and
 * the last finite point stay; where numbers are not finite, there is a gap.
 *
 * @param points what is drawn; a point whose y is NaN is a gap
 * @param drawn how many of them are finite
 * @param finite how many of the whole series are finite
 * @param nan how many are NaN
 * @param infinite how many are infinite
 */
record Thinning(List<Point> points, int drawn, int finite, int nan, int infinite) {

  /** So many points of a series are drawn. */
  static final int MOST = 1000;

  /** Thins a series to at most {@link #MOST} finite points. */
  static Thinning of(List<Point> series) {
    return of(series, MOST);
  }

  /** Thins a series to so many finite points at the most, at least both ends. */
  static Thinning of(List<Point> series, int most) {
    int nan = 0;
    int infinite = 0;
    int[] finite = new int[series.size()];
    int count = 0;
    for (int i = 0; i < series.size(); i++) {
      Point point = series.get(i);
      if (isFinite(point)) {
        finite[count++] = i;
      } else if (Double.isNaN(point.x()) || Double.isNaN(point.y())) {
        nan++;
      } else {
        infinite++;
      }
    }
    BitSet kept = kept(series, Arrays.copyOf(finite, count), most);
    List<Point> points = new ArrayList<>();
    boolean gap = false;
    for (int i = 0; i < series.size(); i++) {
      if (kept.get(i)) {
        if (gap && !points.isEmpty()) {
          points.add(new Point(series.get(i).x(), Double.NaN));
        }
        points.add(series.get(i));
        gap = false;
      } else {
        gap |= !isFinite(series.get(i));
      }
    }
    return new Thinning(points, kept.cardinality(), count, nan, infinite);
  }

  /** The places of both ends and of the extremes of equal stretches, and evenly spaced ones as far as there is room. */
  private static BitSet kept(List<Point> series, int[] finite, int most) {
    BitSet kept = new BitSet();
    if (finite.length <= most) {
      Arrays.stream(finite).forEach(kept::set);
      return kept;
    }
    kept.set(finite[0]);
    kept.set(finite[finite.length - 1]);
    int stretches = most / 2 - 1;
    for (int k = 0; k < stretches; k++) {
      int from = (int) ((long) finite.length * k / stretches);
      int to = (int) ((long) finite.length * (k + 1) / stretches);
      int lowest = finite[from];
      int highest = finite[from];
      double low = series.get(lowest).y();
      double high = low;
      for (int i = from + 1; i < to; i++) {
        double height = series.get(finite[i]).y();
        if (height < low) {
          low = height;
          lowest = finite[i];
        }
        if (height > high) {
          high = height;
          highest = finite[i];
        }
      }
      kept.set(lowest);
      kept.set(highest);
    }
    int[] others = Arrays.stream(finite).filter(i -> !kept.get(i)).toArray();
    StudyView.spread(others.length, Math.max(0, most - kept.cardinality()))
        .forEach(place -> kept.set(others[place]));
    return kept;
  }

  private static boolean isFinite(Point point) {
    return Double.isFinite(point.x()) && Double.isFinite(point.y());
  }

  /** {@code 1,000 of 9,901 finite points, 99 NaN, 2 infinite left out}, or nothing. */
  String words() {
    List<String> words = new ArrayList<>();
    if (drawn < finite) {
      words.add(Numeral.count(drawn) + " of " + Numeral.count(finite) + " finite points");
    }
    if (nan > 0) {
      words.add(Numeral.count(nan) + " NaN");
    }
    if (infinite > 0) {
      words.add(Numeral.count(infinite) + " infinite");
    }
    return String.join(", ", words) + (nan + infinite > 0 ? " left out" : "");
  }
}
