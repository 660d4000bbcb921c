package org.ockham.watch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What was looked at last. Only this keeps what was read of it: whoever looks through a thousand runs does not need the first any more. Where
 * memory is short, all else is let go for what is asked for now.
 */
final class Recent {

  /** So many are kept, each with all its points and its page. */
  static final int KEPT = 16;

  private final Map<String, Watched> byId = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * What is made of something that is looked at now.
   *
   * @throws IllegalStateException if it takes more memory than there is, with a sentence that says so
   */
  <T> T shown(Watched watched, Function<Watched, T> made) {
    lookedAt(watched).forEach(Watched::forget);
    try {
      return made.apply(watched);
    } catch (OutOfMemoryError first) {
      all().forEach(Watched::forget);
      return again(watched, made);
    }
  }

  private static <T> T again(Watched watched, Function<Watched, T> made) {
    try {
      return made.apply(watched);
    } catch (OutOfMemoryError e) {
      watched.forget();
      throw new IllegalStateException(
          Shortage.of("The " + watched.kind() + " " + watched.name()), e);
    }
  }

  /** Those that are not among the last any more. */
  private synchronized List<Watched> lookedAt(Watched watched) {
    Watched before = byId.put(watched.id(), watched);
    List<Watched> gone = new ArrayList<>();
    if (before != null && before != watched) {
      gone.add(before);
    }
    var eldest = byId.entrySet().iterator();
    while (byId.size() > KEPT) {
      gone.add(eldest.next().getValue());
      eldest.remove();
    }
    return gone;
  }

  private synchronized List<Watched> all() {
    return List.copyOf(byId.values());
  }
}
