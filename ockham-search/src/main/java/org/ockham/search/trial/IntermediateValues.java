package org.ockham.search.trial;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Values by step, in the order of the steps. Immutable: with a value more it is another map, which shares its arrays with this
 * one where the step is a new last one, so that a trial of many reports is not copied at each.
 */
@SuppressWarnings("JdkObsolete") // a NavigableMap has a dozen methods more, which nobody calls
public final class IntermediateValues extends AbstractMap<Integer, Double>
    implements SortedMap<Integer, Double> {

  /** No values. */
  public static final IntermediateValues NONE = new IntermediateValues(new Columns(4), 0, 0);

  /** What maps share: each has a range of it that never changes, and the longest may add at its end. */
  private static final class Columns {
    private final int[] steps;
    private final double[] values;
    private int used;

    Columns(int capacity) {
      steps = new int[capacity];
      values = new double[capacity];
    }

    /** Whether a value could be added behind so many. */
    synchronized boolean add(int count, int step, double value) {
      if (used != count || count == steps.length) {
        return false;
      }
      steps[count] = step;
      values[count] = value;
      used++;
      return true;
    }
  }

  private final Columns columns;
  private final int from;
  private final int to;

  private IntermediateValues(Columns columns, int from, int to) {
    this.columns = columns;
    this.from = from;
    this.to = to;
  }

  /**
   * These values and one more, or another at its step.
   *
   * @param step the step
   * @param value the value
   * @return a map with it
   */
  public IntermediateValues with(int step, double value) {
    boolean last = from == to || columns.steps[to - 1] < step;
    if (last && from < to && columns.add(to, step, value)) {
      return new IntermediateValues(columns, from, to + 1);
    }
    int at = place(step);
    boolean known = at < to && columns.steps[at] == step;
    int before = at - from;
    int after = known ? at + 1 : at;
    Columns copy = new Columns(Math.max(4, last ? 2 * (to - from) : to - from + 1));
    System.arraycopy(columns.steps, from, copy.steps, 0, before);
    System.arraycopy(columns.values, from, copy.values, 0, before);
    copy.steps[before] = step;
    copy.values[before] = value;
    System.arraycopy(columns.steps, after, copy.steps, before + 1, to - after);
    System.arraycopy(columns.values, after, copy.values, before + 1, to - after);
    copy.used = before + 1 + to - after;
    return new IntermediateValues(copy, 0, copy.used);
  }

  /**
   * Any map as one of these.
   *
   * @param values values by step
   * @return the same values
   */
  public static IntermediateValues of(Map<Integer, Double> values) {
    if (values instanceof IntermediateValues already) {
      return already;
    }
    return NONE.withAll(values);
  }

  /**
   * These values and others, which replace those of the same steps.
   *
   * @param others values by step
   * @return a map with them
   */
  public IntermediateValues withAll(Map<Integer, Double> others) {
    IntermediateValues all = this;
    Map<Integer, Double> inOrder = others instanceof SortedMap ? others : new TreeMap<>(others);
    for (Map.Entry<Integer, Double> entry : inOrder.entrySet()) {
      all = all.with(entry.getKey(), entry.getValue());
    }
    return all;
  }

  /** The first place whose step is at least this one. */
  private int place(int step) {
    int found = Arrays.binarySearch(columns.steps, from, to, step);
    return found < 0 ? -found - 1 : found;
  }

  @Override
  public int size() {
    return to - from;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return key instanceof Integer step && Arrays.binarySearch(columns.steps, from, to, step) >= 0;
  }

  @Override
  public @Nullable Double get(@Nullable Object key) {
    int at = key instanceof Integer step ? Arrays.binarySearch(columns.steps, from, to, step) : -1;
    return at < 0 ? null : (Double) columns.values[at];
  }

  @Override
  public @Nullable Comparator<? super Integer> comparator() {
    return null;
  }

  @Override
  public Integer firstKey() {
    return key(from);
  }

  @Override
  public Integer lastKey() {
    return key(to - 1);
  }

  private int key(int at) {
    if (from == to) {
      throw new NoSuchElementException("no intermediate values");
    }
    return columns.steps[at];
  }

  @Override
  public IntermediateValues headMap(Integer end) {
    return new IntermediateValues(columns, from, place(end));
  }

  @Override
  public IntermediateValues tailMap(Integer start) {
    return new IntermediateValues(columns, place(start), to);
  }

  @Override
  public IntermediateValues subMap(Integer start, Integer end) {
    return tailMap(start).headMap(end);
  }

  @Override
  public Set<Map.Entry<Integer, Double>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return to - from;
      }

      @Override
      public Iterator<Map.Entry<Integer, Double>> iterator() {
        return new Iterator<>() {
          private int at = from;

          @Override
          public boolean hasNext() {
            return at < to;
          }

          @Override
          public Map.Entry<Integer, Double> next() {
            if (at == to) {
              throw new NoSuchElementException("no further intermediate values");
            }
            return Map.entry(columns.steps[at], columns.values[at++]);
          }
        };
      }
    };
  }
}
