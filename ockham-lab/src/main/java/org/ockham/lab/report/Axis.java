package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import org.ockham.search.analysis.Explored;
import org.ockham.search.space.CategoricalDistribution;
import org.ockham.search.space.Distribution;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.space.IntDistribution;

/**
 * A scale along one side of a chart: where numbers lie on it, and what is written there.
 *
 * @param label what it measures
 * @param low the value at its beginning
 * @param high the value at its end, above low
 * @param log whether equal ratios have equal lengths
 * @param marks what is written along it
 */
record Axis(String label, double low, double high, boolean log, List<Mark> marks) {

  /** What stands at a value. */
  record Mark(double value, String text) {}

  /** Beyond these, differences would overflow. */
  private static final double LIMIT = 1e300;

  /** From one value to the other, exactly. */
  static Axis linear(String label, double low, double high) {
    double from = limited(low);
    double to = limited(high);
    if (!(to > from)) {
      double room = Math.max(Math.abs(from) * 0.1, 1e-6);
      from -= room;
      to += room;
    }
    List<Mark> marks = new ArrayList<>();
    List<Double> ticks = ticks(from, to);
    double step = ticks.size() < 2 ? to - from : ticks.get(1) - ticks.get(0);
    ticks.forEach(tick -> marks.add(new Mark(tick, Numeral.tick(tick, step))));
    return new Axis(label, from, to, false, marks);
  }

  /** With some room on both sides, so that no point lies on the edge. */
  static Axis padded(String label, double low, double high) {
    double room = 0.04 * (limited(high) - limited(low));
    return linear(label, limited(low) - room, limited(high) + room);
  }

  /** By the logarithm, with some room on both sides; the values are above 0. */
  static Axis logarithmic(String label, double low, double high) {
    double from = Math.log10(low);
    double to = Math.log10(high);
    double room = to > from ? 0.04 * (to - from) : 0.1;
    double begin = Math.max(Double.MIN_NORMAL, Math.pow(10, from - room));
    double end = Math.min(LIMIT, Math.pow(10, to + room));
    return new Axis(label, begin, end, true, decades(begin, end));
  }

  /** One place for each name. */
  static Axis names(String label, List<String> names) {
    List<Mark> marks = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      marks.add(new Mark(i, names.get(i)));
    }
    return new Axis(label, -0.5, Math.max(1, names.size()) - 0.5, false, marks);
  }

  /** The range of a parameter; choices stand by their names. */
  static Axis of(Explored parameter) {
    String name = parameter.name();
    Distribution distribution = parameter.distribution();
    if (distribution instanceof CategoricalDistribution choices) {
      return names(name, choices.choices().stream().map(String::valueOf).toList());
    }
    double low = 0;
    double high = 0;
    if (distribution instanceof FloatDistribution range) {
      low = range.low();
      high = range.high();
    } else if (distribution instanceof IntDistribution range) {
      low = range.low();
      high = range.high();
    }
    if (distribution.log()) {
      return logarithmic(name, low, high);
    }
    Axis axis = padded(name, low, high);
    return distribution instanceof IntDistribution ? axis.whole() : axis;
  }

  /** Without marks between whole numbers. */
  Axis whole() {
    return new Axis(
        label,
        low,
        high,
        log,
        marks.stream().filter(mark -> mark.value == Math.rint(mark.value)).toList());
  }

  /** Where a value lies, 0 at the beginning and 1 at the end; NaN if it is not finite. */
  double share(double value) {
    if (!Double.isFinite(value)) {
      return Double.NaN;
    }
    return log
        ? Math.log(Math.max(value, Double.MIN_NORMAL) / low) / Math.log(high / low)
        : (limited(value) - low) / (high - low);
  }

  private static double limited(double value) {
    return Math.max(-LIMIT, Math.min(LIMIT, value));
  }

  /** Round numbers in a range, three to eight of them. */
  static List<Double> ticks(double low, double high) {
    double power = Math.pow(10, Math.floor(Math.log10(high - low)));
    double step = power;
    for (double factor : new double[] {0.1, 0.2, 0.25, 0.5, 1}) {
      if ((high - low) / (factor * power) <= 7) {
        step = factor * power;
        break;
      }
    }
    List<Double> ticks = new ArrayList<>();
    double first = Math.ceil(low / step - 1e-9);
    for (int i = 0; i < 12 && (first + i) * step <= high + 1e-9 * step; i++) {
      ticks.add((first + i) * step);
    }
    return ticks;
  }

  /** Powers of ten, or 1, 2 and 5 times them where few are in the range. */
  private static List<Mark> decades(double low, double high) {
    double decades = Math.log10(high / low);
    if (decades < 0.7) {
      return linear("", low, high).marks;
    }
    int stride = (int) Math.ceil(decades / 6);
    int[] digits = decades < 2 ? new int[] {1, 2, 5} : new int[] {1};
    List<Mark> marks = new ArrayList<>();
    for (int power = (int) Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
      for (int digit : digits) {
        double value = Double.parseDouble(digit + "e" + power);
        if (Math.floorMod(power, stride) == 0 && value >= low && value <= high) {
          marks.add(new Mark(value, Numeral.tick(value, value)));
        }
      }
    }
    return marks;
  }
}
