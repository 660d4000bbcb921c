package org.ockham.lab.exercise;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.ockham.lab.picture.Figure;
import org.ockham.lab.picture.Grid;
import org.ockham.lab.picture.LinePanel;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * Two linear layers on XOR, one upon the other and with tanh between them. Without it they are one: W₂(W₁x + b₁) + b₂ = (W₂W₁)x +
 * (W₂b₁ + b₂), a perceptron, whose boundary is a line.
 */
final class TwoLinearNeurons implements Exercise {

  private static final int SIDE = 50;

  @Override
  public String name() {
    return "two-linear-neurons";
  }

  @Override
  public String about() {
    return "two linear layers on XOR, without and with tanh between them";
  }

  @Override
  public Finding run(Setting setting) {
    Notebook notes =
        new Notebook(this, setting, "variant", "training loss at the end", "test accuracy");
    Map<String, Trained> networks = Trained.all(name(), setting);
    Trained linear = requireNonNull(networks.get("linear"));
    Trained tanh = requireNonNull(networks.get("tanh"));
    PlanePoints points = PlanePoints.of(linear.experiment().data().train());
    PlanePoints test = PlanePoints.of(linear.experiment().data().test());
    float[] places = Grid.places(-0.5, 1.5, -0.5, 1.5, SIDE);
    double[] stacked = PlanePoints.leads(linear.network(), places);
    double[] single = PlanePoints.leads(product(linear.network()), places);
    double apart = 0;
    int otherwise = 0;
    for (int i = 0; i < stacked.length; i++) {
      apart = Math.max(apart, Math.abs(stacked[i] - single[i]));
      otherwise += stacked[i] > 0 == single[i] > 0 ? 0 : 1;
    }
    notes.atMost("two linear layers and their product: greatest difference", 1e-4, apart);
    notes.check(
        "places of " + stacked.length + " where the two decide otherwise",
        "0",
        Integer.toString(otherwise),
        otherwise == 0);
    double best = (double) DecisionLine.best(test) / test.size();
    double ofLinear = linear.result().selected("test/accuracy");
    notes.check(
        "test accuracy of two linear layers",
        "at most the " + Notebook.percent(best) + " of the best line",
        Notebook.percent(ofLinear),
        ofLinear <= best + 1e-9);
    notes.atLeast("test accuracy with tanh", 0.97, tanh.result().selected("test/accuracy"));
    LinePanel losses = LinePanel.of("training", "epoch", "loss");
    for (Trained each : networks.values()) {
      losses = losses.line(each.history("train/loss"));
      notes.row(
          each.variant().name(),
          Notebook.number(each.result().last("train/loss")),
          Notebook.percent(each.result().selected("test/accuracy")));
    }
    notes.picture(
        name(),
        Figure.of("Two layers on XOR")
            .panel(points.panel("linear", linear.network()))
            .panel(points.panel("with tanh between", tanh.network()))
            .panel(losses));
    return notes.finding();
  }

  /** The one linear layer that two are. */
  private static Layer product(Layer network) {
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      Map<String, Tensor> of = network.stateDict();
      Tensor upper = requireNonNull(of.get("fc2.weight"));
      Tensor weight = upper.matmul(requireNonNull(of.get("fc1.weight")));
      Tensor bias =
          upper.matmul(requireNonNull(of.get("fc1.bias"))).add(requireNonNull(of.get("fc2.bias")));
      return new Linear(2, 2).load(Map.of("weight", weight, "bias", bias));
    }
  }
}
