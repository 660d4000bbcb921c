package org.ockham.lab.exercise;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.ockham.data.Batch;
import org.ockham.data.Dataset;
import org.ockham.data.Epoch;
import org.ockham.data.Loader;
import org.ockham.lab.picture.Figure;
import org.ockham.lab.picture.LinePanel;
import org.ockham.lab.picture.Trace;
import org.ockham.loss.PerceptronLoss;
import org.ockham.nn.Init;
import org.ockham.nn.Linear;
import org.ockham.optim.GradientOptimizer;
import org.ockham.optim.Sgd;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Threads;

/**
 * Rosenblatt's rule, and its loss by gradient descent, on points that a line parts and on XOR, which none does. On the first the rule
 * makes no more mistakes than Novikoff's bound allows; on the four corners of XOR it comes back to where it was, and goes on for ever.
 */
final class Perceptron implements Exercise {

  private static final int PASSES = 100;

  private static final PlanePoints CORNERS = new PlanePoints(
      new double[] {-1, -1, 1, 1}, new double[] {-1, 1, -1, 1}, new int[] {-1, 1, 1, -1});

  @Override
  public String name() {
    return "perceptron";
  }

  @Override
  public String about() {
    return "Rosenblatt's rule on points that a line parts, and on XOR";
  }

  @Override
  public Finding run(Setting setting) {
    Notebook notes =
        new Notebook(this, setting, "variant", "training loss at the end", "validation accuracy");
    Map<String, Trained> networks = Trained.all(name(), setting);
    Trained onLine = requireNonNull(networks.get("rosenblatt"));
    Trained onXor = requireNonNull(networks.get("xor"));
    Dataset train = onLine.experiment().data().train();
    PlanePoints separable = PlanePoints.of(train);
    PlanePoints xor = PlanePoints.of(onXor.experiment().data().train());
    Rosenblatt rule = Rosenblatt.on(separable, PASSES);
    Rosenblatt never = Rosenblatt.on(xor, PASSES);
    notes.check(
        "the rule on points that a line parts",
        "ends, after at most (R/γ)² = " + Notebook.number(DecisionLine.mostMistakes(separable))
            + " mistakes",
        (rule.hasEnded() ? "ended" : "has not ended") + " after " + rule.allMistakes()
            + " mistakes",
        rule.hasEnded() && rule.allMistakes() <= DecisionLine.mostMistakes(separable));
    double apart = Threads.computing(() -> distance(train, separable));
    notes.atMost(
        "the rule and SGD, one point a step, on the perceptron's loss: difference of the weights",
        1e-4,
        apart);
    int cycle = Rosenblatt.cycle(CORNERS, PASSES);
    notes.check(
        "the rule on the corners of XOR",
        "comes back to weights that it had, and so never ends",
        cycle == 0
            ? "did not come back"
            : "came back after " + cycle + (cycle == 1 ? " pass" : " passes"),
        cycle > 0);
    notes.check(
        "corners of XOR that any line has right, at most",
        "3 of 4",
        DecisionLine.best(CORNERS) + " of 4",
        DecisionLine.best(CORNERS) == 3);
    double best = (double) DecisionLine.best(xor) / xor.size();
    notes.check(
        "points of XOR that the rule has right at its best",
        "at most the " + Notebook.percent(best) + " of the best line",
        Notebook.percent(never.line().accuracy(xor)),
        !never.hasEnded() && never.line().accuracy(xor) <= best && best < 1);
    for (Trained each : networks.values()) {
      boolean isXor = each.variant().name().startsWith("xor");
      double loss = each.result().last("train/loss");
      notes.check(
          "loss on the training points at the end, variant " + each.variant().name(),
          isXor ? "above 0" : "0",
          Notebook.number(loss),
          isXor == loss > 0);
      notes.row(
          each.variant().name(),
          Notebook.number(loss),
          Notebook.percent(each.result().selected("val/accuracy")));
    }
    LinePanel mistakes = LinePanel.of("mistakes of the rule", "pass", "mistakes")
        .line(mistakes("a line parts them", rule))
        .line(mistakes("XOR", never));
    notes.picture(
        name(),
        Figure.of("The perceptron")
            .columns(2)
            .panel(separable.panel("Rosenblatt's rule, ended", rule.line()::at))
            .panel(separable.panel(
                "gradient descent on its loss",
                requireNonNull(networks.get("gradient")).network()))
            .panel(xor.panel("the best line that it comes by on XOR", never.line()::at))
            .panel(mistakes));
    return notes.finding();
  }

  private static Trace mistakes(String name, Rosenblatt rule) {
    return Trace.of(
        name, 1, rule.mistakes().stream().mapToDouble(Integer::doubleValue).toArray());
  }

  /**
   * How far the weights of two ways are apart after one pass: the rule by hand, and SGD on the loss. Two outputs share the step, so that
   * half the rate moves their difference by a whole one.
   */
  private static double distance(Dataset train, PlanePoints points) {
    DecisionLine line = new DecisionLine(0, 0, 0);
    Linear network = new Linear(2, 2);
    network.parameters().values().forEach(parameter -> parameter.init(Init.zeros()));
    network.initialize(0);
    GradientOptimizer optimizer = Sgd.rate(0.5).over(network);
    PerceptronLoss loss = new PerceptronLoss();
    try (Epoch epoch = Loader.over(train).batch(1).epoch(0)) {
      for (int i = 0; epoch.hasNext(); i++) {
        try (Scope scope = Scope.open()) {
          Batch batch = epoch.next();
          optimizer.zeroGrad();
          loss.apply(network.apply(batch.input()), batch.target()).backward();
          optimizer.step();
        }
        if (line.isMistaken(points, i)) {
          line = line.corrected(points, i, 1);
        }
      }
    }
    double[] at = PlanePoints.leads(network, new float[] {0, 0, 1, 0, 0, 1});
    return Math.max(
        Math.abs(at[0] - line.b()),
        Math.max(Math.abs(at[1] - at[0] - line.w1()), Math.abs(at[2] - at[0] - line.w2())));
  }
}
