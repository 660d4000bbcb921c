package org.ockham.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ockham.tensor.RandomKey;

/** Parts that keep groups together. */
final class Grouped implements Split.Parting {
  private final int[] groups;

  Grouped(int[] groups) {
    this.groups = groups.clone();
  }

  @Override
  public List<int[]> parts(Dataset whole, int[] sizes, RandomKey key) {
    if (groups.length != whole.size()) {
      throw new DataException(
          "There are " + groups.length + " groups' numbers, but the data set has " + whole.size()
              + " samples: give one a sample.");
    }
    Map<Integer, List<Integer>> members = new LinkedHashMap<>();
    for (int index : Split.shuffled(whole.size(), key)) {
      members.computeIfAbsent(groups[index], group -> new ArrayList<>()).add(index);
    }
    List<List<Integer>> parts = IntStream.range(0, sizes.length)
        .<List<Integer>>mapToObj(i -> new ArrayList<>())
        .toList();
    // The largest first; those of one size stay in their random order.
    members.values().stream()
        .sorted((a, b) -> Integer.compare(b.size(), a.size()))
        .forEach(group -> parts.get(mostLacking(parts, sizes)).addAll(group));
    for (int part = 0; part < sizes.length; part++) {
      if (parts.get(part).isEmpty()) {
        throw new DataException("The " + members.size() + " groups leave nothing for part " + part
            + " of " + Arrays.toString(sizes) + " samples: ask for fewer or larger parts.");
      }
    }
    return parts.stream()
        .map(part -> part.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }

  private static int mostLacking(List<List<Integer>> parts, int[] sizes) {
    int most = 0;
    for (int part = 1; part < sizes.length; part++) {
      if (sizes[part] - parts.get(part).size() > sizes[most] - parts.get(most).size()) {
        most = part;
      }
    }
    return most;
  }
}
