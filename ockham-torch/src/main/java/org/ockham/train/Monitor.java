package org.ockham.train;

import java.util.Locale;
import java.util.stream.Stream;

/**
 * A metric that is watched, and which way is better.
 *
 * @param tag {@code val/accuracy}; of the test set nothing may be watched: who selects by it cannot be judged by it
 * @param maximize whether more is better
 */
public record Monitor(String tag, boolean maximize) {

  public Monitor {
    if (tag.startsWith("test/")) {
      throw new IllegalArgumentException(
          "'" + tag + "' cannot be monitored: selection by the test set makes its"
              + " result worthless; monitor a metric of validation, such as val/loss");
    }
  }

  /**
   * Less is better for what is called a loss, an error ({@code rmse}, {@code mae} too) or a perplexity, more for all else; more also for
   * the F1 of a label ({@code val/f1/LABEL}), whatever that is called.
   */
  public static Monitor of(String tag) {
    String name = tag.substring(tag.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    return new Monitor(
        tag,
        tag.contains("/f1/")
            || Stream.of("loss", "error", "mse", "mae", "perplexity").noneMatch(name::contains));
  }

  /** Whether the one is better than the other; a number is better than none. */
  public boolean isBetter(double value, double than) {
    if (Double.isNaN(value) || Double.isNaN(than)) {
      return !Double.isNaN(value);
    }
    return maximize ? value > than : value < than;
  }

  /**
   * Refuses a tag that will not be measured: called before the first step.
   *
   * @throws IllegalArgumentException if it will not; the sentence lists those that will
   */
  public void check(Fit fit) {
    if (!fit.tags().contains(tag)) {
      throw new IllegalArgumentException("'" + tag + "' is monitored but not measured; there are "
          + String.join(", ", fit.tags()));
    }
  }
}
