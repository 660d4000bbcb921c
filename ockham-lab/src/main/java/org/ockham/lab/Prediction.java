package org.ockham.lab;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model says of one input.
 *
 * @param classes the classes' names
 * @param probabilities one for each class, adding up to 1
 * @param set the classes among which the right one is as often as the model was {@linkplain Calibration calibrated} for; absent if it
 *     was not
 */
public record Prediction(
    List<String> classes, List<Float> probabilities, Optional<List<String>> set) {

  public Prediction {
    classes = List.copyOf(classes);
    probabilities = List.copyOf(probabilities);
    set = set.map(List::copyOf);
  }

  static Prediction of(
      List<String> classes, List<Float> probabilities, @Nullable Calibration calibration) {
    return new Prediction(
        classes,
        probabilities,
        Optional.ofNullable(calibration).map(known -> known.set(classes, probabilities)));
  }

  /** The most probable class. */
  public String best() {
    return classes.get(bestIndex());
  }

  /** Its probability. */
  public double probability() {
    return probabilities.get(bestIndex());
  }

  private int bestIndex() {
    int best = 0;
    for (int i = 1; i < probabilities.size(); i++) {
      if (probabilities.get(i) > probabilities.get(best)) {
        best = i;
      }
    }
    return best;
  }
}
