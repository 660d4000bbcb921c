package org.ockham.watch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * All there is to see, by kind.
 *
 * @param groups those of one kind each
 */
public record Index(List<Group> groups) {

  private static final int MOST = 1000;

  private static final Map<String, String> KINDS = new LinkedHashMap<>();

  static {
    KINDS.put("run", "Runs");
    KINDS.put("comparison", "Comparisons");
    KINDS.put("study", "Studies");
  }

  /** Copies the list. */
  public Index {
    groups = List.copyOf(groups);
  }

  /**
   * Those of a kind.
   *
   * @param id of its section
   * @param title its heading
   * @param entries the first of them, by name
   * @param all how many there are
   */
  public record Group(String id, String title, List<Entry> entries, int all) {}

  /** One, and where its page is. */
  public record Entry(String address, String name, String glance) {}

  static Index of(List<Watched> all, Function<Watched, String> glance) {
    List<Group> groups = new ArrayList<>();
    KINDS.forEach((kind, title) -> {
      List<Watched> some =
          all.stream().filter(watched -> watched.kind().equals(kind)).toList();
      if (!some.isEmpty()) {
        groups.add(new Group(
            kind,
            title,
            some.stream()
                .sorted(Comparator.comparing(Watched::name))
                .limit(MOST)
                .map(watched ->
                    new Entry("/at/" + watched.id(), watched.name(), glance.apply(watched)))
                .toList(),
            some.size()));
      }
    });
    return new Index(groups);
  }
}
