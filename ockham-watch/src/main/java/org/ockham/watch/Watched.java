package org.ockham.watch;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.ockham.lab.report.Page;

/** Something that can be watched. All that it says may be asked for at any time and on any thread. */
public sealed interface Watched
    permits WatchedRun, WatchedEvents, WatchedComparison, WatchedStudy, WatchedStorage {

  /** What it is, in a word: {@code run}, {@code comparison}, {@code study}. */
  String kind();

  /** What people call it. */
  String name();

  /** Where it is; no other of its kind is there. */
  String place();

  /** Its state in a few words, without reading all of it; may be empty. */
  String glance();

  /** What changes when it does, found without reading it. */
  Stamp stamp();

  /**
   * All there is to see of it now.
   *
   * @throws RuntimeException if it cannot be read, with a sentence that says why
   */
  Page page();

  /** The same as a report that is kept: with all that is found out of it, whatever time that takes. */
  default Page report() {
    return page();
  }

  /** Whether it is still where it was found, as far as that is seen without reading it; what cannot be seen is told when it is read. */
  default boolean isThere() {
    return true;
  }

  /** Lets go what was read and set of it: nobody looks at it any more, and whoever does again has it read anew. */
  void forget();

  /** Since when, by {@link System#nanoTime}, it may be set anew: setting it takes a twentieth of the time at the most. */
  long due();

  /** What may be done to it now. */
  default List<Action> actions() {
    return List.of();
  }

  /** By which it is known in addresses: never a path. */
  default String id() {
    return UUID.nameUUIDFromBytes((kind() + "\0" + place()).getBytes(StandardCharsets.UTF_8))
        .toString();
  }
}
