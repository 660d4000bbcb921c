package org.ockham.lab;

import java.util.List;

/**
 * What a model says of one input.
 *
 * @param classes the classes' names
 * @param probabilities one for each class, adding up to 1
 */
public record Prediction(List<String> classes, List<Float> probabilities) {

  public Prediction {
    classes = List.copyOf(classes);
    probabilities = List.copyOf(probabilities);
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
