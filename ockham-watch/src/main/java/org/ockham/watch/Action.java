package org.ockham.watch;

import java.util.function.Function;

/**
 * Something that may be done to what is watched, by whoever has the {@link Token}.
 *
 * @param id by which it is known in addresses
 * @param title what is done, in a word or two
 * @param about what comes of it
 * @param field what is asked for; empty for nothing
 * @param example what stands there at first
 * @param doing takes what was given, and says what was done; throws an {@link IllegalArgumentException} with a sentence where that is not
 *     what was asked for
 */
public record Action(
    String id,
    String title,
    String about,
    String field,
    String example,
    Function<String, String> doing) {

  /** Whether something is asked for. */
  public boolean asks() {
    return !field.isEmpty();
  }
}
