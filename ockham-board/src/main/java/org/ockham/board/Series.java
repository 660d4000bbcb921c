package org.ockham.board;

import java.util.Arrays;

/** The points of a curve, in the order in which they were logged. A value: it does not change. */
public final class Series {

  private final long[] steps;
  private final double[] wallTimes;
  private final double[] values;

  private Series(long[] steps, double[] wallTimes, double[] values) {
    this.steps = steps;
    this.wallTimes = wallTimes;
    this.values = values;
  }

  /** Of steps, times in seconds since 1970, and values, as many of each. */
  public static Series of(long[] steps, double[] wallTimes, double[] values) {
    if (steps.length != values.length || wallTimes.length != values.length) {
      throw new IllegalArgumentException(
          "a series has " + steps.length + " steps, " + wallTimes.length + " times and "
              + values.length + " values: it must have one of each for every point");
    }
    return new Series(steps.clone(), wallTimes.clone(), values.clone());
  }

  /** How many points there are. */
  public int size() {
    return values.length;
  }

  /** A point's step. */
  public long step(int index) {
    return steps[index];
  }

  /** When a point was logged, in seconds since 1970. */
  public double wallTime(int index) {
    return wallTimes[index];
  }

  /** A point's value, which may be NaN. */
  public double value(int index) {
    return values[index];
  }

  /** All values, a copy. */
  public double[] values() {
    return values.clone();
  }

  /** The first point with the least value, −1 if all are NaN. */
  public int least() {
    int least = -1;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i]) && (least < 0 || values[i] < values[least])) {
        least = i;
      }
    }
    return least;
  }

  /** The first point with the greatest value, −1 if all are NaN. */
  public int greatest() {
    int greatest = -1;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i]) && (greatest < 0 || values[i] > values[greatest])) {
        greatest = i;
      }
    }
    return greatest;
  }

  /** These points, by their indices in order. */
  Series at(int[] indices) {
    Growing picked = new Growing();
    for (int i : indices) {
      picked.add(steps[i], wallTimes[i], values[i]);
    }
    return picked.series();
  }

  /** A series that is being read. */
  static final class Growing {

    private long[] steps = new long[16];
    private double[] wallTimes = new double[16];
    private double[] values = new double[16];
    private int size;

    void add(long step, double wallTime, double value) {
      if (size == steps.length) {
        steps = Arrays.copyOf(steps, 2 * size);
        wallTimes = Arrays.copyOf(wallTimes, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      steps[size] = step;
      wallTimes[size] = wallTime;
      values[size] = value;
      size++;
    }

    /** Drops this step and later ones. */
    void restart(long step) {
      int kept = 0;
      for (int i = 0; i < size; i++) {
        if (steps[i] < step) {
          steps[kept] = steps[i];
          wallTimes[kept] = wallTimes[i];
          values[kept] = values[i];
          kept++;
        }
      }
      size = kept;
    }

    boolean isEmpty() {
      return size == 0;
    }

    Series series() {
      return new Series(
          Arrays.copyOf(steps, size), Arrays.copyOf(wallTimes, size), Arrays.copyOf(values, size));
    }
  }
}
