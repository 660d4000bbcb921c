package org.ockham.lab.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.ockham.search.analysis.Explored;
import org.ockham.search.space.CategoricalDistribution;
import org.ockham.search.space.Distribution;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.space.IntDistribution;

/**
 * What one side of a chart measures. Fitted to numbers, it has round ends that differ, whatever the numbers are: equal ones, one
 * alone, some that differ in the tenth digit only, the largest and the smallest that a double can hold.
 *
 * @param label what it measures
 * @param log whether equal ratios have equal lengths; numbers that are not above 0 are then left out
 * @param whole whether only whole numbers are marked
 * @param names a name for each of 0, 1, 2 …; empty for numbers
 * @param low where it begins at the latest; NaN for where the numbers do
 * @param high where it ends at the earliest; NaN for where the numbers do
 * @param cut whether it ends there even if numbers lie outside
 * @param exact whether its ends are not rounded
 */
record ChartAxis(
    String label,
    boolean log,
    boolean whole,
    List<String> names,
    double low,
    double high,
    boolean cut,
    boolean exact) {

  /** Beyond these a chart's arithmetic would overflow, or lose all digits. */
  private static final double LARGE = 1e15;

  private static final double SMALL = 1e-12;
  private static final double NARROW = 1e-6;

  ChartAxis {
    names = List.copyOf(names);
  }

  static ChartAxis of(String label) {
    return new ChartAxis(label, false, false, List.of(), Double.NaN, Double.NaN, false, false);
  }

  /** By the logarithm. */
  static ChartAxis log(String label) {
    return new ChartAxis(label, true, false, List.of(), Double.NaN, Double.NaN, false, false);
  }

  /** One place for each name. */
  static ChartAxis names(String label, List<String> names) {
    return new ChartAxis(label, false, true, names, -1, names.size(), true, false);
  }

  /** The range of a parameter; choices stand by their names. */
  static ChartAxis of(Explored parameter) {
    String name = parameter.name();
    Distribution distribution = parameter.distribution();
    if (distribution instanceof CategoricalDistribution choices) {
      return names(name, names(choices.choices()));
    }
    ChartAxis axis = distribution.log() ? log(name) : of(name);
    if (distribution instanceof FloatDistribution range) {
      return axis.from(range.low(), range.high());
    }
    return distribution instanceof IntDistribution range
        ? axis.from((double) range.low(), (double) range.high()).wholeNumbers()
        : axis;
  }

  /** What choices are called; texts in quotation marks if one would else be taken for a number, a truth value or the absent one. */
  private static List<String> names(List<@Nullable Object> choices) {
    Set<String> others = choices.stream()
        .filter(choice -> !(choice instanceof String))
        .map(String::valueOf)
        .collect(Collectors.toSet());
    boolean isQuoted =
        choices.stream().anyMatch(choice -> choice instanceof String text && others.contains(text));
    return choices.stream()
        .map(choice ->
            isQuoted && choice instanceof String text ? "\"" + text + "\"" : String.valueOf(choice))
        .toList();
  }

  /** The same that reaches at least from here to there. */
  ChartAxis from(double begin, double end) {
    return new ChartAxis(label, log, whole, names, begin, end, cut, exact);
  }

  /** The same that ends near there, whatever lies outside. */
  ChartAxis cutAt(double begin, double end) {
    return new ChartAxis(label, log, whole, names, begin, end, true, exact);
  }

  /** The same without marks between whole numbers. */
  ChartAxis wholeNumbers() {
    return new ChartAxis(label, log, true, names, low, high, cut, exact);
  }

  /** The same that ends exactly there. */
  ChartAxis exactly(double begin, double end) {
    return new ChartAxis(label, log, whole, names, begin, end, true, true);
  }

  /** A number of this axis as a table has it. */
  String text(double number) {
    int place = (int) Math.rint(number);
    return !names.isEmpty() && place >= 0 && place < names.size() && Math.abs(number - place) < 0.5
        ? names.get(place)
        : Numeral.whole(number);
  }

  /** The heading of its numbers in a table. */
  String heading(String otherwise) {
    return label.isEmpty() ? otherwise : label;
  }

  /** The axis for these numbers. */
  Fitted fit(DoubleStream numbers) {
    double[] range = {
      Double.isNaN(low) ? Double.POSITIVE_INFINITY : low,
      Double.isNaN(high) ? Double.NEGATIVE_INFINITY : high
    };
    numbers.filter(x -> Double.isFinite(x) && !cut && (!log || x > 0)).forEach(x -> {
      range[0] = Math.min(range[0], x);
      range[1] = Math.max(range[1], x);
    });
    if (!names.isEmpty()) {
      return new Fitted(this, -1, names.size(), 0, 1, 1);
    }
    double from = range[0] <= range[1] ? range[0] : log ? 0.1 : 0;
    double to = range[0] <= range[1] ? range[1] : 1;
    return log ? logarithmic(from, to) : linear(from, to);
  }

  private Fitted logarithmic(double from, double to) {
    if (exact && to > from) {
      return new Fitted(this, Math.log10(from), Math.log10(to), 0, 1, 0);
    }
    double begin = Math.floor(Math.log10(from) + 1e-9);
    double end = Math.ceil(Math.log10(to) - 1e-9);
    return new Fitted(this, begin, Math.max(end, begin + 1), 0, 1, 0);
  }

  private Fitted linear(double from, double to) {
    double size = Math.max(Math.abs(from), Math.abs(to));
    double span = to / 2 - from / 2; // halves: the whole may be beyond all doubles
    if (span == 0) {
      double room = size == 0 ? 1 : size >= LARGE || size < SMALL ? 0 : size * 0.1;
      if (room > 0) {
        return rounded(from - room, to + room, 0, 1);
      }
    }
    if (size >= LARGE || (size < SMALL && size > 0)) {
      double unit = power((int) Math.floor(Math.log10(size)));
      double room = span == 0 ? 1 : 0;
      return rounded(from / unit - room, to / unit + room, 0, unit);
    }
    if (span < size * NARROW && span > 0) {
      int power = (int) Math.floor(Math.log10(2 * span));
      double base =
          new BigDecimal(from).setScale(-power - 1, RoundingMode.FLOOR).doubleValue();
      double unit = power(power);
      return rounded((from - base) / unit, (to - base) / unit, base, unit);
    }
    return rounded(from, to, 0, 1);
  }

  private Fitted rounded(double from, double to, double base, double unit) {
    double step = step(to - from);
    if (exact) {
      return new Fitted(this, from, to, base, unit, step);
    }
    double begin = from;
    double end = to;
    // Rounded ends may ask for a larger step; a chart marks its ends and multiples of its own.
    for (double last = 0; step > last; step = step(end - begin)) {
      last = step;
      begin = Math.floor(from / step + 1e-9) * step;
      end = Math.ceil(to / step - 1e-9) * step;
      end = end > begin ? end : begin + step;
    }
    return new Fitted(this, begin, end, base, unit, step);
  }

  /** The round length that ECharts marks a span with, about five times. */
  private double step(double span) {
    double power = Math.pow(10, Math.floor(Math.log10(span / 5)));
    double ratio = span / 5 / power;
    double step = power * (ratio < 1.5 ? 1 : ratio < 2.5 ? 2 : ratio < 4 ? 3 : ratio < 7 ? 5 : 10);
    return whole ? Math.max(1, Math.rint(step)) : step;
  }

  private static double power(int exponent) {
    return Math.max(Double.MIN_VALUE, Double.parseDouble("1e" + exponent));
  }

  /**
   * An axis whose ends are known. Places on it are what the chart computes with; labels are made of them by the page's script.
   *
   * @param axis what it measures
   * @param begin the place of its beginning
   * @param end the place of its end
   * @param base what is subtracted from a number
   * @param unit what it is then divided by
   * @param step between marks; 0 for a logarithm
   */
  record Fitted(ChartAxis axis, double begin, double end, double base, double unit, double step) {

    /** Where a number stands; NaN if it has no place. */
    double place(double number) {
      if (!Double.isFinite(number) || (axis.log && number <= 0)) {
        return Double.NaN;
      }
      if (axis.log) {
        return Math.log10(number);
      }
      return base == 0 && unit == 1 ? number : (number - base) / unit;
    }

    /** Where a number stands, or the end that it lies beyond. */
    double within(double number) {
      double place = place(number);
      return Double.isNaN(place) ? place : Math.max(begin, Math.min(end, place));
    }

    /** The number at its end. */
    double last() {
      return axis.log ? Math.pow(10, end) : end * unit + base;
    }

    private String words() {
      String unitWords = unit == 1 ? "" : " × " + Numeral.of(unit);
      String words = base == 0 ? unitWords.strip() : Numeral.whole(base) + " + …" + unitWords;
      return axis.label
          + (axis.log ? ", log scale" : "")
          + (words.isEmpty() ? "" : " (" + words + ")");
    }

    /** How the script reads places. */
    Map<String, Object> scale() {
      Map<String, Object> scale = new LinkedHashMap<>();
      if (!axis.names.isEmpty()) {
        scale.put("names", axis.names);
      } else if (axis.log) {
        scale.put("log", true);
      } else if (base != 0 || unit != 1) {
        scale.put("base", base);
        scale.put("unit", unit);
        scale.put("digits", base == 0 ? 5 : 15);
      }
      return scale;
    }

    /** What both sides have in common. */
    Map<String, Object> option() {
      Map<String, Object> option = new LinkedHashMap<>();
      option.put("type", "value");
      option.put("name", words());
      option.put("min", begin);
      option.put("max", end);
      if (!axis.names.isEmpty()) {
        option.put("interval", 1);
      } else if (axis.log) {
        option.put("minInterval", end - begin >= 2 ? 1 : 0);
      } else if (axis.whole) {
        option.put("minInterval", 1);
      }
      option.put("scaleOf", scale());
      Map<String, Object> label = new LinkedHashMap<>();
      label.put("hideOverlap", true);
      if (axis.exact) {
        label.put("showMinLabel", false);
        label.put("showMaxLabel", false);
      }
      if (!axis.names.isEmpty()) {
        label.put("width", 100);
        label.put("overflow", "truncate");
        option.put("splitLine", Map.of("show", false));
        option.put("axisTick", Map.of("show", false));
      }
      option.put("axisLabel", label);
      return option;
    }

    /** Below the chart. */
    Map<String, Object> across() {
      Map<String, Object> option = option();
      option.put("nameLocation", "middle");
      option.put("nameGap", 28);
      option.put("nameTruncate", Map.of("maxWidth", 280));
      option.put("splitLine", Map.of("show", false));
      option.put("axisLine", Map.of("onZero", false));
      return option;
    }

    /** To its left; the label stands above. */
    Map<String, Object> up() {
      Map<String, Object> option = option();
      // Its name is the chart's title: beside the axis it would be cut off where labels are short.
      option.put("told", option.remove("name"));
      option.put("axisLine", Map.of("show", false, "onZero", false));
      option.put("axisTick", Map.of("show", false));
      return option;
    }
  }
}
