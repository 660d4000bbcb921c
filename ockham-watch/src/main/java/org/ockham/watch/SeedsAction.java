package org.ockham.watch;

import java.nio.file.Path;
import org.ockham.lab.SeedsRequest;

/** Has a comparison run over more seeds than it began with. */
final class SeedsAction {

  private SeedsAction() {}

  /** For the comparison in a directory. */
  static Action of(Path directory) {
    return new Action(
        "seeds",
        "Add seeds",
        "Every variant is run over so many more, when those that were planned are done. Intervals and p values suppose a number that was"
            + " laid down before, so the report will say that it was not.",
        "How many more",
        "1",
        text -> asked(SeedsRequest.leave(directory, number(text))) + ".");
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("That is no number of seeds: give one, as 3.", e);
    }
  }

  /** How many are asked for, in words. */
  static String asked(int seeds) {
    return seeds + (seeds == 1 ? " more seed is" : " more seeds are") + " asked for";
  }
}
