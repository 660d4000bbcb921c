package org.ockham.lab.exercise;

import java.util.Map;
import org.ockham.lab.picture.Figure;
import org.ockham.lab.picture.LinePanel;

/**
 * The same deep network on the same 200 points, by the same number of SGD's steps, at two rates and with three sizes of batches: what SGD
 * comes to depends on how it goes there.
 */
final class SgdBias implements Exercise {

  @Override
  public String name() {
    return "sgd-bias";
  }

  @Override
  public String about() {
    return "what the rate and the batch of SGD do to the boundary that a deep network learns";
  }

  @Override
  public Finding run(Setting setting) {
    Notebook notes = new Notebook(
        this, setting, "variant", "steps", "training loss", "validation accuracy", "test accuracy");
    Map<String, Trained> networks = Trained.all(name(), setting);
    Figure figure = Figure.of(
            "The bias of SGD: ten hidden layers on 200 points, the boundary is x₁³ = x₂")
        .columns(networks.size())
        .size(320, 300);
    long steps = networks.values().iterator().next().steps();
    for (Trained each : networks.values()) {
      PlanePoints points = PlanePoints.of(each.experiment().data().train());
      figure = figure.panel(points.panel(each.variant().name(), each.network()));
    }
    for (Trained each : networks.values()) {
      figure = figure.panel(
          LinePanel.of("", "step", "training loss").logY().line(each.historyBySteps("train/loss")));
      notes.row(
          each.variant().name(),
          Long.toString(each.steps()),
          Notebook.number(each.result().last("train/loss")),
          Notebook.percent(each.result().selected("val/accuracy")),
          Notebook.percent(each.result().selected("test/accuracy")));
      notes.check(
          "steps of " + each.variant().name(),
          Long.toString(steps),
          Long.toString(each.steps()),
          each.steps() == steps);
    }
    if (!setting.isQuick()) {
      double low = accuracy(networks, "lr0.001");
      notes.check(
          "mean test accuracy at a rate of 0.1",
          "above the " + Notebook.percent(low) + " at 0.001",
          Notebook.percent(accuracy(networks, "lr0.1")),
          accuracy(networks, "lr0.1") > low);
    }
    notes.picture(name(), figure);
    return notes.finding();
  }

  /** The mean over the batches. */
  private static double accuracy(Map<String, Trained> networks, String rate) {
    return networks.values().stream()
        .filter(each -> each.variant().name().startsWith(rate + "-"))
        .mapToDouble(each -> each.result().selected("test/accuracy"))
        .average()
        .orElse(Double.NaN);
  }
}
