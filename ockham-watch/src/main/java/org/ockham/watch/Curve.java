package org.ockham.watch;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;
import org.ockham.search.analysis.Series.Point;

/** Points in two arrays: thousands of them as objects would take three times the memory. What has been read of it does not change. */
final class Curve extends AbstractList<Point> implements RandomAccess {

  private double[] steps;
  private double[] values;
  private int size;

  private Curve(double[] steps, double[] values, int size) {
    this.steps = steps;
    this.values = values;
    this.size = size;
  }

  /** One without points. */
  static Curve empty() {
    return new Curve(new double[16], new double[16], 0);
  }

  /** Puts a point behind the others. */
  void add(double step, double value) {
    if (size == steps.length) {
      steps = Arrays.copyOf(steps, 2 * size);
      values = Arrays.copyOf(values, 2 * size);
    }
    steps[size] = step;
    values[size] = value;
    size++;
  }

  /** The points that it has now; those that are added later come behind them, in the same arrays or in others. */
  Curve now() {
    return new Curve(steps, values, size);
  }

  @Override
  public Point get(int index) {
    if (index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return new Point(steps[index], values[index]);
  }

  @Override
  public int size() {
    return size;
  }
}
