package org.ockham.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What training gave: a value, which later training does not change.
 *
 * @param drawn the parameters whose first values were drawn from the seed: all of a new network, none where training went on from
 *     the weights that were there, and where a part had been loaded those of the rest
 * @param epochs those that were finished, in order
 * @param last the weights training ended with
 * @param bests what each {@link WeightSelector} kept, by its tag, in the order in which they are listed
 * @param stopReason why training ended before its last epoch, or null if it did not
 * @param isInterrupted whether it was cut short from outside: by {@link Trainer#interrupt} or an interrupt of its thread
 */
public record FitResult(
    List<String> drawn,
    List<EpochResult> epochs,
    Weights last,
    Map<String, Weights> bests,
    @Nullable String stopReason,
    boolean isInterrupted) {

  public FitResult {
    drawn = List.copyOf(drawn);
    epochs = List.copyOf(epochs);
    bests = Collections.unmodifiableMap(new LinkedHashMap<>(bests));
  }

  /**
   * The weights that the {@link WeightSelector} kept, of several the one listed first: {@link Weights#monitor} says which that is.
   * Those of the end if none kept any.
   */
  public Weights best() {
    return bests.values().stream().findFirst().orElse(last);
  }

  /**
   * The weights that the {@link WeightSelector} of this tag kept.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Weights best(String tag) {
    Weights best = bests.get(tag);
    if (best == null) {
      throw new IllegalArgumentException(
          "no checkpoint has kept the best in '" + tag + "'; there are those of " + bests.keySet());
    }
    return best;
  }
}
