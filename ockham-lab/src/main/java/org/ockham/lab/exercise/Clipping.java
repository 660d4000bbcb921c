package org.ockham.lab.exercise;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ockham.lab.picture.Figure;
import org.ockham.lab.picture.LinePanel;

/**
 * A rate at which training diverges, without clipping, with gradients clipped by their norm, and by their values: a step can be no
 * longer than the rate times the bound, however steep the loss is.
 */
final class Clipping implements Exercise {

  /** The loss of who guesses among ten classes. */
  private static final double GUESSING = Math.log(10);

  @Override
  public String name() {
    return "gradient-clipping";
  }

  @Override
  public String about() {
    return "a training that diverges, and converges with clipped gradients";
  }

  @Override
  public Finding run(Setting setting) {
    Notebook notes = new Notebook(
        this,
        setting,
        "clipping",
        "highest training loss of an epoch",
        "at the end",
        "validation accuracy at the end");
    LinePanel losses = LinePanel.of("training", "epoch", "loss").logY();
    LinePanel accuracies = LinePanel.of("validation", "epoch", "accuracy");
    for (Map.Entry<String, Trained> each : Trained.all(name(), setting).entrySet()) {
      String variant = each.getKey();
      Trained network = each.getValue();
      List<Double> history = new ArrayList<>(network.history("train/loss").y());
      double highest = history.stream().mapToDouble(Double::doubleValue).max().orElse(0);
      double last = network.result().last("train/loss");
      if (variant.equals("none")) {
        notes.check(
            "training loss without clipping",
            "rises above guessing's " + Notebook.number(GUESSING) + " and is no better at the end",
            "up to " + Notebook.number(highest) + ", " + Notebook.number(last) + " at the end",
            highest > 1.02 * GUESSING && last > 0.9 * GUESSING);
      } else {
        notes.check(
            "training loss with clipping by " + variant,
            "falls to less than half of guessing's",
            Notebook.number(last),
            last < 0.5 * GUESSING);
      }
      losses = losses.line(network.history("train/loss"));
      accuracies = accuracies.line(network.history("val/accuracy"));
      notes.row(
          variant,
          Notebook.number(highest),
          Notebook.number(last),
          Notebook.percent(network.result().last("val/accuracy")));
    }
    notes.picture(
        name(),
        Figure.of("SGD at a rate of 1 with momentum 0.9")
            .columns(2)
            .panel(losses)
            .panel(accuracies));
    return notes.finding();
  }
}
