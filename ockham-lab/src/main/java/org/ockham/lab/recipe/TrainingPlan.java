package org.ockham.lab.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How long the network is trained, and which of its epochs is kept.
 *
 * @param epochs passes over the training data
 * @param batch samples in a step
 * @param validateEvery epochs from one validation to the next
 * @param select the metric of validation in which the kept epoch is best
 */
public record TrainingPlan(int epochs, int batch, int validateEvery, String select) {

  static TrainingPlan read(Section section) {
    int epochs = section.count("epochs", 1, 10_000_000);
    TrainingPlan plan = new TrainingPlan(
        epochs,
        section.count("batch", 64, 1, 1_000_000),
        section.count("validateEvery", 1, 1, 10_000_000),
        section.choice("select", "val/accuracy", List.of("val/accuracy", "val/loss")));
    section.done();
    return plan;
  }

  Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("epochs", epochs);
    settings.put("batch", batch);
    settings.put("validateEvery", validateEvery);
    settings.put("select", select);
    return settings;
  }
}
