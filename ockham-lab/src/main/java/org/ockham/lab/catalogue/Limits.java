package org.ockham.lab.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * Between which numbers a setting, or each element of a list, lies, and between which the number of elements.
 *
 * @param value of the number
 * @param size of how many
 */
record Limits(Bounds value, Bounds size) {

  static final Limits NONE = new Limits(Bounds.NONE, Bounds.NONE);

  /**
   * An interval.
   *
   * @param least null if there is none
   * @param leastIsOut whether the least is not among them
   * @param most null if there is none
   * @param mostIsOut whether the most is not among them
   */
  record Bounds(
      @Nullable Number least, boolean leastIsOut, @Nullable Number most, boolean mostIsOut) {

    static final Bounds NONE = new Bounds(null, false, null, false);

    /** {@code " of at least 0"}; nothing without bounds. */
    String words() {
      if (least == null) {
        return most == null ? "" : (mostIsOut ? " below " : " of at most ") + shown(most);
      }
      if (most == null) {
        return (leastIsOut ? " above " : " of at least ") + shown(least);
      }
      return leastIsOut
          ? " above " + shown(least) + " and " + (mostIsOut ? "below " : "at most ") + shown(most)
          : " from " + shown(least) + " to " + (mostIsOut ? "below " : "") + shown(most);
    }

    /** {@code ", at most 100"}; nothing without bounds. */
    String wordsOfSize() {
      String low = least == null ? "" : ", at least " + least;
      return most == null ? low : low + (least == null ? ", at most " : " and at most ") + most;
    }

    private static String shown(Number number) {
      double value = number.doubleValue();
      return number instanceof Double && value == Math.rint(value) && Math.abs(value) < 1e7
          ? Long.toString((long) value + 0)
          : number.toString();
    }
  }
}
