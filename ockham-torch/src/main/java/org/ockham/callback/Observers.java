package org.ockham.callback;

/** Closes what watches layers. */
final class Observers {

  private Observers() {}

  static void close(AutoCloseable observer) {
    try {
      observer.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
