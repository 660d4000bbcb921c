package org.ockham.lab.catalogue;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.catalogue.Limits.Bounds;

/**
 * Asks a record which numbers it takes: makes one after another, and halves what lies between a number that is taken and one that
 * is refused until they are neighbours. A bound that another value of another setting would lift is none.
 */
final class Trials {

  /** More elements than that are not tried. */
  private static final int MOST = 1000;

  private static final List<Double> REALS =
      List.of(0.0, Double.MIN_NORMAL, 1e-6, 0.5, 1.0, 1e6, Double.MAX_VALUE, -Double.MAX_VALUE);

  private final Component<?> owner;
  private final String name;
  private final Class<?> type;
  private final @Nullable Object standard;

  Trials(Component<?> owner, RecordComponent source) {
    this.owner = owner;
    this.name = source.getName();
    this.type = source.getType();
    this.standard = owner.standard(source);
  }

  Limits limits() {
    if (standard instanceof List<?> list && !list.isEmpty()) {
      Object last = list.get(list.size() - 1);
      Bounds each = last instanceof Number one
          ? between(Line.of(one.getClass()), number -> element(list, number), one)
          : Bounds.NONE;
      return new Limits(
          each,
          between(new Line(0, MOST, false), size -> sized(list, size.intValue()), list.size()));
    }
    Number start = start();
    return start == null
        ? Limits.NONE
        : new Limits(between(Line.of(start.getClass()), number -> number, start), Bounds.NONE);
  }

  /** Where to begin: at the prototype's number, or where it has none at one that is taken; null if it is no number. */
  private @Nullable Number start() {
    if (standard != null) {
      return standard instanceof Number number ? number : null;
    }
    for (double tried : REALS) {
      Number number = type == Double.class
          ? (Number) tried
          : type == Integer.class ? (Number) (int) tried : (Number) (long) tried;
      if (Number.class.isAssignableFrom(type) && isTaken(owner.defaults(), number)) {
        return number;
      }
    }
    return null;
  }

  private Bounds between(Line line, Function<Number, Object> value, Number start) {
    long low = edge(line, value, line.key(start), line.lowest());
    long high = edge(line, value, line.key(start), line.highest());
    boolean lowIsOut = low != line.lowest() && line.isRounder(low - 1, low);
    boolean highIsOut = high != line.highest() && line.isRounder(high + 1, high);
    return new Bounds(
        low == line.lowest() ? null : line.bound(lowIsOut ? low - 1 : low),
        lowIsOut,
        high == line.highest() ? null : line.bound(highIsOut ? high + 1 : high),
        highIsOut);
  }

  /** The last key on the way to the end that is taken. */
  private long edge(Line line, Function<Number, Object> value, long start, long end) {
    Map<String, @Nullable Object> others = owner.defaults();
    long inside = start;
    while (!isTaken(others, value.apply(line.number(end)))) {
      long outside = end;
      while (Math.abs(outside - inside) != 1) {
        long middle = (inside & outside) + ((inside ^ outside) >> 1);
        if (isTaken(others, value.apply(line.number(middle)))) {
          inside = middle;
        } else {
          outside = middle;
        }
      }
      Map<String, @Nullable Object> freer = freer(others, value.apply(line.number(outside)));
      if (freer == null) {
        return inside;
      }
      others = freer;
      inside = outside;
    }
    return end;
  }

  /** Values of the others, one of them changed, with which this one is taken; null if there are none. */
  private @Nullable Map<String, @Nullable Object> freer(
      Map<String, @Nullable Object> others, Object value) {
    for (Setting setting : owner.settings()) {
      if (!setting.name().equals(name)) {
        for (Object other : alternatives(others.get(setting.name()), value)) {
          Map<String, @Nullable Object> changed = new LinkedHashMap<>(others);
          changed.put(setting.name(), other);
          if (isTaken(changed, value)) {
            return changed;
          }
        }
      }
    }
    return null;
  }

  /** Other values than this one, of its type; of lists those about as long as the value that is tried. */
  private static List<Object> alternatives(@Nullable Object standard, Object tried) {
    if (standard instanceof Boolean flag) {
      return List.of(!flag);
    }
    if (standard instanceof Enum<?> constant) {
      return List.of((Object[]) constant.getDeclaringClass().getEnumConstants());
    }
    if (standard instanceof Double) {
      return List.copyOf(REALS);
    }
    if (standard instanceof Integer) {
      return List.of(0, 1, 1000, Integer.MAX_VALUE, Integer.MIN_VALUE);
    }
    if (standard instanceof Long) {
      return List.of(0L, 1L, 1000L, Long.MAX_VALUE, Long.MIN_VALUE);
    }
    if (standard instanceof List<?> list && !list.isEmpty() && tried instanceof List<?> other) {
      List<Object> lists = new ArrayList<>();
      for (int size = Math.max(0, other.size() - 1); size <= other.size() + 1; size++) {
        lists.add(sized(list, size));
      }
      return lists;
    }
    return List.of();
  }

  private boolean isTaken(Map<String, @Nullable Object> others, Object value) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>(others);
    values.put(name, value);
    return owner.isTaken(values);
  }

  /** The first so many elements; beyond the last, numbers rise and what else there is comes again. */
  private static List<Object> sized(List<?> list, int size) {
    List<Object> sized = new ArrayList<>(list.subList(0, Math.min(size, list.size())));
    Object last = list.get(list.size() - 1);
    while (sized.size() < size) {
      int more = sized.size() - list.size() + 1;
      sized.add(
          last instanceof Integer one
              ? (Object) (one + more)
              : last instanceof Long one ? (Object) (one + more) : last);
    }
    return sized;
  }

  /** The list with another last element; where that is refused, as below the first of a range, with that element everywhere. */
  private List<?> element(List<?> list, Number number) {
    List<Object> last = with(list, number);
    return isTaken(owner.defaults(), last) ? last : Collections.nCopies(list.size(), number);
  }

  private static List<Object> with(List<?> list, Object last) {
    List<Object> with = new ArrayList<>(list);
    with.set(list.size() - 1, last);
    return with;
  }

  /**
   * Numbers in their order, without a gap: neighbours have neighbouring keys. Denormal ones are left out, for on a thread that
   * computes they are 0.
   *
   * @param lowest the first key
   * @param highest the last
   * @param isReal whether they are doubles
   */
  private record Line(long lowest, long highest, boolean isReal) {

    /** What is to be taken off the bits of positive normal numbers, so that the first is 1. */
    private static final long BEFORE = Double.doubleToLongBits(Double.MIN_NORMAL) - 1;

    static Line of(Class<?> type) {
      return type == Double.class
          ? new Line(real(-Double.MAX_VALUE), real(Double.MAX_VALUE), true)
          : type == Integer.class
              ? new Line(Integer.MIN_VALUE, Integer.MAX_VALUE, false)
              : new Line(Long.MIN_VALUE, Long.MAX_VALUE, false);
    }

    long key(Number number) {
      return isReal ? real(number.doubleValue()) : number.longValue();
    }

    Number number(long key) {
      if (isReal) {
        return key == 0
            ? (Number) 0.0
            : (Number) (Long.signum(key) * Double.longBitsToDouble(Math.abs(key) + BEFORE));
      }
      return lowest == Long.MIN_VALUE ? (Number) key : (Number) (int) key;
    }

    /** The number, as it is said: 0 has no sign. */
    Number bound(long key) {
      Number number = number(key);
      return isReal ? (Number) (number.doubleValue() + 0.0) : number;
    }

    /** Whether a number that is refused says the bound in fewer digits than its neighbour, the last that is taken. */
    boolean isRounder(long refused, long taken) {
      return isReal
          && number(refused).toString().length() < number(taken).toString().length();
    }

    private static long real(double number) {
      long key = Math.max(0, Double.doubleToLongBits(Math.abs(number)) - BEFORE);
      return number < 0 ? -key : key;
    }
  }
}
