package org.ockham.watch;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * All there is to see, by kind.
 *
 * @param groups those of one kind each
 */
public record Index(List<Group> groups) {

  /** So many of a kind are listed on a page. */
  static final int MOST = 1000;

  private static final Pattern UNDER_WAY = Pattern.compile("(^|, )running");

  private static final Pattern DIGITS =
      Pattern.compile("(?<=[0-9])(?=[^0-9])|(?<=[^0-9])(?=[0-9])");

  private static final Comparator<Entry> ORDER = Comparator.comparing(
          (Entry entry) -> !UNDER_WAY.matcher(entry.glance).find())
      .thenComparing(Entry::name, Index::compared);

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
   * @param entries those that are under way, then the others, by name; all or some of them
   * @param from how many come before these
   * @param all how many there are
   */
  public record Group(String id, String title, List<Entry> entries, int from, int all) {

    /** {@code 1001 to 1006 of 1006 are listed}, or nothing. */
    public String words() {
      return entries.size() == all
          ? ""
          : (entries.isEmpty() ? "None" : from + 1 + " to " + (from + entries.size())) + " of "
              + all + " are listed, those under way first.";
    }

    private Group page(int start) {
      int first = Math.min(start, all);
      return new Group(id, title, entries.subList(first, Math.min(first + MOST, all)), first, all);
    }
  }

  /** One, and where its page is. */
  public record Entry(String address, String name, String glance) {}

  /** A part of it, from a place on, that a page can bear. */
  Index page(int from) {
    return new Index(groups.stream().map(group -> group.page(from)).toList());
  }

  /** Where the part before one begins; negative where there is none. */
  public int before() {
    return groups.stream().mapToInt(Group::from).max().orElse(0) - MOST;
  }

  /** Where the part behind begins; negative where there is none. */
  public int behind() {
    return groups.stream()
        .filter(group -> group.from + group.entries.size() < group.all)
        .mapToInt(group -> group.from + MOST)
        .max()
        .orElse(-1);
  }

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
                .map(watched ->
                    new Entry("/at/" + watched.id(), watched.name(), glance.apply(watched)))
                .sorted(ORDER)
                .toList(),
            0,
            some.size()));
      }
    });
    return new Index(groups);
  }

  /** As people count: run2 before run10. */
  private static int compared(String one, String other) {
    String[] first = DIGITS.split(one);
    String[] second = DIGITS.split(other);
    for (int i = 0; i < Math.min(first.length, second.length); i++) {
      int order = isNumber(first[i]) && isNumber(second[i])
          ? new BigInteger(first[i]).compareTo(new BigInteger(second[i]))
          : first[i].compareTo(second[i]);
      if (order != 0) {
        return order;
      }
    }
    int shorter = Integer.compare(first.length, second.length);
    return shorter == 0 ? one.compareTo(other) : shorter;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.charAt(0) >= '0' && text.charAt(0) <= '9';
  }
}
