package org.ockham.lab.exercise;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.stream.IntStream;
import org.ockham.lab.picture.Figure;
import org.ockham.lab.picture.LinePanel;
import org.ockham.lab.picture.Trace;
import org.ockham.schedule.ConstantLR;
import org.ockham.schedule.OneCycleLR;
import org.ockham.schedule.Schedule;

/**
 * AdamW whose rate makes one cycle, against one whose rate stays: on a {@link NoiseTensor}, and on a network.
 *
 * <p>At the rate that the cycle starts with the way is long; at its highest rate the steps never become small enough. The cycle takes
 * large steps first and small ones then.
 */
final class OneCycle implements Exercise {

  private static final double HIGHEST = 0.5;
  private static final double START = 0.02;
  private static final double END = 2e-6;
  private static final int STEPS = 1000;
  private static final int PEAK = 299;

  /** So many steps PyTorch's rates are at hand for, and their peak. */
  private static final int SHORT = 60;

  private static final int SHORT_PEAK = 17;

  /** What the noise is to come down to, from 1. */
  private static final double GOAL = 0.1;

  @Override
  public String name() {
    return "one-cycle";
  }

  @Override
  public String about() {
    return "a rate that rises and falls once, against rates that stay";
  }

  @Override
  public Finding run(Setting setting) {
    Notebook notes = new Notebook(
        this,
        setting,
        "network",
        "training loss at the end",
        "epochs to constant's",
        "test accuracy");
    double[] rates = rates(notes, STEPS, PEAK);
    rates(notes, SHORT, SHORT_PEAK);
    LinePanel noise = noise(notes);
    LinePanel network = network(notes, setting);
    notes.picture(
        name(),
        Figure.of("One cycle of the learning rate")
            .panel(LinePanel.of("the rate", "step", "rate").line(Trace.of("rate", 0, rates)))
            .panel(noise)
            .panel(network));
    return notes.finding();
  }

  /** The rates of a cycle of so many steps, held against PyTorch 1.13's. */
  private static double[] rates(Notebook notes, int steps, int peak) {
    double[] rates = OneCycleLR.upTo(HIGHEST, steps).rates(START, steps);
    int highest = IntStream.range(0, steps)
        .reduce(0, (best, step) -> rates[step] > rates[best] ? step : best);
    double last = rates[steps - 1];
    notes.check(
        "rates of a cycle of " + steps + " steps, as PyTorch sets them",
        words(START, HIGHEST, peak, END),
        words(rates[0], rates[highest], highest, last),
        highest == peak
            && Math.abs(rates[0] - START) < 1e-9
            && Math.abs(rates[highest] - HIGHEST) < 1e-9
            && Math.abs(last - END) < 1e-9);
    return rates;
  }

  private static String words(double start, double highest, int peak, double end) {
    return Notebook.number(start) + ", then " + Notebook.number(highest) + " at step " + peak
        + ", at last " + Notebook.number(end);
  }

  private static LinePanel noise(Notebook notes) {
    Schedule none = ConstantLR.of(1, 0);
    double[] start = NoiseTensor.losses(START, none, STEPS);
    double[] highest = NoiseTensor.losses(HIGHEST, none, STEPS);
    double[] cycle = NoiseTensor.losses(START, OneCycleLR.upTo(HIGHEST, STEPS), STEPS);
    int slow = reaches(start);
    int fast = reaches(cycle);
    notes.check(
        "noise as parameter: steps to a tenth of the loss",
        "fewer than " + slow + ", which a constant rate of " + START + " takes",
        Integer.toString(fast),
        fast < slow);
    double end = highest[STEPS - 1];
    notes.check(
        "noise as parameter: loss at the end",
        "below " + Notebook.number(end) + ", which a constant rate of " + HIGHEST + " leaves",
        Notebook.number(cycle[STEPS - 1]),
        cycle[STEPS - 1] < end);
    return LinePanel.of("a tensor of noise", "step", "mean square")
        .logY()
        .line(Trace.of("constant 0.5", 0, highest))
        .line(Trace.of("constant 0.02", 0, start))
        .line(Trace.of("one-cycle", 0, cycle));
  }

  private static int reaches(double[] losses) {
    return IntStream.range(0, losses.length)
        .filter(step -> losses[step] < GOAL)
        .findFirst()
        .orElse(losses.length);
  }

  private LinePanel network(Notebook notes, Setting setting) {
    Map<String, Trained> networks = Trained.all(name(), setting);
    Trained constant = requireNonNull(networks.get("constant"));
    Trained cycle = requireNonNull(networks.get("one-cycle"));
    double reached = constant.result().last("train/loss");
    LinePanel panel = LinePanel.of("a network in training", "epoch", "loss").logY();
    for (Trained each : networks.values()) {
      panel = panel.line(each.history("train/loss"));
      notes.row(
          each.variant().name(),
          Notebook.number(each.result().last("train/loss")),
          Integer.toString(each.epochsTo("train/loss", reached)),
          Notebook.percent(each.result().selected("test/accuracy")));
    }
    int last = constant.result().epochs().size();
    int epochs = cycle.epochsTo("train/loss", reached);
    notes.check(
        "network: epochs to the training loss that the constant rate of 0.5 ends with",
        "fewer than " + last,
        Integer.toString(epochs),
        epochs < last);
    return panel;
  }
}
