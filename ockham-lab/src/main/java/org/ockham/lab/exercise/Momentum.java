package org.ockham.lab.exercise;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.lab.picture.Figure;
import org.ockham.lab.picture.LinePanel;
import org.ockham.lab.picture.Trace;
import org.ockham.optim.Sgd;

/**
 * SGD without momentum, with it, and with Nesterov's, down a {@link Valley} and on a network.
 *
 * <p>In the valley, each with the rate and the momentum that are best for it, the distance to the minimum shrinks every step by
 * (κ − 1) / (κ + 1) without momentum, by (√κ − 1) / (√κ + 1) with it (Polyak 1964), and by 1 − 1/√κ with Nesterov's (1983).
 */
final class Momentum implements Exercise {

  private static final int STEPS = 200;

  /** The step from which the factor is measured: late, when the slowest direction alone is left. */
  private static final int LATE = 100;

  private static final int DRAWN = 40;

  /** An optimiser, and by what it should shrink the distance a step. */
  private record Way(Sgd optimizer, double factor) {}

  private static Map<String, Way> ways() {
    double kappa = Valley.KAPPA;
    double root = Math.sqrt(kappa);
    double best = (root - 1) / (root + 1);
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("plain", new Way(Sgd.rate(2 / (kappa + 1)), (kappa - 1) / (kappa + 1)));
    ways.put(
        "momentum", new Way(Sgd.rate(4 / ((root + 1) * (root + 1))).momentum(best * best), best));
    ways.put("nesterov", new Way(Sgd.rate(1 / kappa).momentum(best).nesterov(true), 1 - 1 / root));
    return ways;
  }

  @Override
  public String name() {
    return "momentum";
  }

  @Override
  public String about() {
    return "SGD without, with and with Nesterov's momentum down a narrow valley and on a network";
  }

  @Override
  public Finding run(Setting setting) {
    Notebook notes = new Notebook(
        this, setting, "variant", "factor a step", "in theory", "training loss", "test accuracy");
    Map<String, Trained> networks = Trained.all(name(), setting);
    Figure figure = Figure.of("Momentum in a valley 50 times as steep across as along");
    LinePanel distances =
        LinePanel.of("in the valley", "step", "distance to the minimum").logY();
    LinePanel losses = LinePanel.of("the network in training", "epoch", "loss");
    LinePanel accuracies = LinePanel.of("the network in validation", "epoch", "accuracy");
    double plain = requireNonNull(networks.get("plain")).result().last("train/loss");
    for (Map.Entry<String, Way> each : ways().entrySet()) {
      String variant = each.getKey();
      Way way = each.getValue();
      Valley valley = Valley.walked(way.optimizer, STEPS);
      double factor = valley.factor(LATE, STEPS);
      notes.near("what is left of the distance after a step, " + variant, way.factor, factor, 0.02);
      figure = figure.panel(valley.panel(variant, DRAWN));
      distances = distances.line(Trace.of(variant, 0, valley.distances()));
      Trained network = requireNonNull(networks.get(variant));
      losses = losses.line(network.history("train/loss"));
      accuracies = accuracies.line(network.history("val/accuracy"));
      double loss = network.result().last("train/loss");
      if (!variant.equals("plain")) {
        notes.check(
            "training loss of the network after the same epochs, " + variant,
            "below " + Notebook.number(plain) + ", which it is without momentum",
            Notebook.number(loss),
            loss < plain);
      }
      notes.row(
          variant,
          Notebook.number(factor),
          Notebook.number(way.factor),
          Notebook.number(loss),
          Notebook.percent(network.result().selected("test/accuracy")));
    }
    for (LinePanel panel : List.of(distances, losses, accuracies)) {
      figure = figure.panel(panel);
    }
    notes.picture(name(), figure);
    return notes.finding();
  }
}
