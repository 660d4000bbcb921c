package org.ockham.watch;

/** What is said where memory is short. */
final class Shortage {

  private Shortage() {}

  /** The sentence, of what takes too much. */
  static String of(String what) {
    return what
        + " takes more memory than there is: start again with more, as with OCKHAM_JAVA_OPTS=-Xmx1g.";
  }
}
