package org.ockham.watch;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The states on the list of all there is, as they were when they were last read: the list is shown before all of them have been. */
final class Glances {

  private static final String UNREAD = "…";

  private final Map<String, String> byId = new ConcurrentHashMap<>();

  /**
   * The list.
   *
   * @param all what is listed
   * @param most how many nanoseconds to read for
   */
  Index index(List<Watched> all, long most) {
    byId.keySet().retainAll(all.stream().map(Watched::id).collect(Collectors.toSet()));
    long start = System.nanoTime();
    return Index.of(all, watched -> {
      if (System.nanoTime() - start <= most) {
        byId.put(watched.id(), read(watched));
      }
      return byId.getOrDefault(watched.id(), UNREAD);
    });
  }

  private static String read(Watched watched) {
    try {
      return watched.glance();
    } catch (RuntimeException e) { // the others are listed all the same
      return "cannot be read: " + e.getMessage();
    }
  }
}
