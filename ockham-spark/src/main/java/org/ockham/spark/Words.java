package org.ockham.spark;

/** What Spark says, without its traces. */
final class Words {

  private Words() {}

  /** The first line of a failure's message. */
  static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
