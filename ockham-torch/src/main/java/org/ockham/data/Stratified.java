package org.ockham.data;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.ockham.tensor.RandomKey;

/** Parts with each class in proportion. */
final class Stratified {

  private Stratified() {}

  static List<int[]> parts(Dataset whole, int[] sizes, RandomKey key) {
    int[] labels = Split.labels(whole);
    Map<Integer, List<Integer>> classes = new TreeMap<>();
    for (int index : Split.shuffled(whole.size(), key)) {
      classes.computeIfAbsent(labels[index], label -> new ArrayList<>()).add(index);
    }
    int[] counts = classes.values().stream().mapToInt(List::size).toArray();
    int[][] shares = shares(counts, sizes, whole.size());
    List<List<Integer>> parts = IntStream.range(0, sizes.length)
        .<List<Integer>>mapToObj(i -> new ArrayList<>())
        .toList();
    int row = 0;
    for (List<Integer> members : classes.values()) {
      int start = 0;
      for (int part = 0; part < sizes.length; part++) {
        int end = start + shares[row][part];
        parts.get(part).addAll(members.subList(start, end));
        start = end;
      }
      row++;
    }
    // By class so far, which a loader that does not shuffle would show to the network.
    return IntStream.range(0, sizes.length)
        .mapToObj(part -> mixed(parts.get(part), key.fold("mixed").fold(part)))
        .toList();
  }

  private static int[] mixed(List<Integer> part, RandomKey key) {
    return IntStream.of(Split.shuffled(part.size(), key)).map(part::get).toArray();
  }

  /**
   * How many of each class go to each part: what is due, count · size / total, rounded down, and one more for some, so that all
   * counts and sizes are met. Those who get one more are found class by class among the parts that lack most, which never fails
   * where it can be done at all (Gale 1957, Ryser 1957); and it can, as the fractions that were cut off would do it.
   */
  private static int[][] shares(int[] counts, int[] sizes, int total) {
    int[][] shares = new int[counts.length][sizes.length];
    int[] lacking = sizes.clone();
    int[] left = counts.clone();
    for (int c = 0; c < counts.length; c++) {
      for (int part = 0; part < sizes.length; part++) {
        shares[c][part] = (int) ((long) counts[c] * sizes[part] / total);
        lacking[part] -= shares[c][part];
        left[c] -= shares[c][part];
      }
    }
    for (int c = 0; c < counts.length; c++) {
      int[] share = shares[c];
      IntStream.range(0, sizes.length)
          .boxed()
          .sorted(Comparator.comparing((Integer part) -> -lacking[part]))
          .limit(left[c])
          .forEach(part -> {
            share[part]++;
            lacking[part]--;
          });
    }
    return shares;
  }
}
