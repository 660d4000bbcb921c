package org.ockham.lab.exercise;

import java.util.ArrayList;
import java.util.List;
import org.ockham.lab.picture.Figure;
import org.ockham.lab.picture.LinePanel;
import org.ockham.lab.picture.Trace;
import org.ockham.nn.Linear;
import org.ockham.optim.Optimizer;
import org.ockham.optim.Sgd;
import org.ockham.schedule.Curve;
import org.ockham.schedule.Schedule;
import org.ockham.schedule.Scheduler;

/**
 * The rates that a schedule sets, to be drawn. One that follows a metric is shown a loss that falls for a quarter of the steps and then
 * no more.
 *
 * @param word what recipes call the schedule
 * @param schedule the schedule
 * @param initial the optimiser's own rate
 * @param steps how many rates
 */
public record RateCurve(String word, Schedule schedule, double initial, int steps) {

  private static final double MOMENTUM = 0.9;

  /** The rate in force during each step. */
  public double[] rates() {
    if (schedule instanceof Curve curve) {
      return curve.rates(initial, steps);
    }
    Optimizer optimizer = Sgd.rate(initial).momentum(MOMENTUM).over(new Linear(1, 1).initialize(0));
    Scheduler scheduler = schedule.over(optimizer);
    double[] rates = new double[steps];
    for (int step = 0; step < steps; step++) {
      rates[step] = optimizer.rate();
      scheduler.advance(loss(step));
    }
    return rates;
  }

  private double loss(int step) {
    return Math.max(0.4, 1 - 0.6 * step / Math.max(1, steps / 4 - 1));
  }

  /** The momentum in force during each step; empty if the schedule leaves it alone. */
  public double[] momenta() {
    return schedule instanceof Curve curve && curve.cyclesMomentum()
        ? curve.momenta(MOMENTUM, steps)
        : new double[0];
  }

  /** The rates as a panel. */
  LinePanel panel() {
    return LinePanel.of(word, "step", "rate").line(Trace.of("rate", 0, rates()));
  }

  /** The rates, the momenta if they change, and for one that follows a loss that loss. */
  public Figure figure() {
    List<LinePanel> panels = new ArrayList<>(List.of(panel()));
    if (momenta().length > 0) {
      panels.add(
          LinePanel.of("momentum", "step", "momentum").line(Trace.of("momentum", 0, momenta())));
    }
    if (schedule.followsMetric()) {
      double[] losses = new double[steps];
      for (int step = 0; step < steps; step++) {
        losses[step] = loss(step);
      }
      panels.add(LinePanel.of("the loss that it follows", "step", "loss")
          .line(Trace.of("loss", 0, losses)));
    }
    Figure figure = Figure.of("").size(560, 380);
    for (LinePanel panel : panels) {
      figure = figure.panel(panel);
    }
    return figure;
  }
}
