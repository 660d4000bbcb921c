package org.ockham.lab.recipe;

import java.util.List;
import org.ockham.check.Check;
import org.ockham.file.Excerpt;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.catalogue.Component;

/**
 * How long the network is trained, and which of its epochs is kept.
 *
 * @param epochs passes over the training data
 * @param batch samples in a step; default 64
 * @param validateEvery epochs from one validation to the next; default 1
 * @param select the metric of validation in which the kept epoch is best; default val/accuracy
 */
public record TrainingPlan(int epochs, int batch, int validateEvery, String select) {

  /** What networks are chosen by. */
  static final List<String> METRICS = List.of("val/accuracy", "val/loss");

  private static final int MOST_EPOCHS = 10_000_000;

  static final Component<TrainingPlan> COMPONENT =
      Catalogue.standard().part(new TrainingPlan(10, 64, 1, "val/accuracy")).requires("epochs");

  public TrainingPlan {
    Check.between("epochs", epochs, 1, MOST_EPOCHS);
    Check.between("batch", batch, 1, 1_000_000);
    Check.between("validateEvery", validateEvery, 1, MOST_EPOCHS);
    metric("select", select);
  }

  static void metric(String name, String metric) {
    if (!METRICS.contains(metric)) {
      throw new IllegalArgumentException(name + " is '" + Excerpt.of(metric)
          + "', but must be one of " + String.join(", ", METRICS));
    }
  }
}
