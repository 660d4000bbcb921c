package org.ockham.lab.exercise;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.ockham.data.Batch;
import org.ockham.data.Epoch;
import org.ockham.data.Glyphs;
import org.ockham.data.Loader;
import org.ockham.lab.model.Mlp;
import org.ockham.lab.picture.Figure;
import org.ockham.lab.picture.LinePanel;
import org.ockham.lab.picture.Trace;
import org.ockham.loss.CrossEntropyLoss;
import org.ockham.nn.Fan;
import org.ockham.nn.Gain;
import org.ockham.nn.Init;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.nn.Observation;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;
import org.ockham.tensor.Threads;

/**
 * How large the gradient is at each layer of a deep network that is about to be trained, by its activation.
 *
 * <p>On its way down, the gradient is multiplied in each layer by the weights and by the activation's slope. With weights that keep its
 * size (Glorot, Bengio 2010; for ReLU He et al. 2015) the slope decides: a sigmoid's is at most 1/4, so that after ten layers a millionth
 * is left (Hochreiter 1991); tanh's is at most 1, and ReLU's is 1 for the half that is on, which He's weights make up for.
 */
final class VanishingGradient implements Exercise {

  private static final int DEPTH = 20;
  private static final int WIDTH = 100;
  private static final int SAMPLES = 200;
  private static final int SEEDS = 3;
  private static final double GUESSING = Math.log(10);
  private static final int[] SHOWN = {1, 10, 20};

  @Override
  public String name() {
    return "vanishing-gradient";
  }

  @Override
  public String about() {
    return "the gradient at each layer of a deep network, by its activation";
  }

  @Override
  public Finding run(Setting setting) {
    Notebook notes = new Notebook(
        this,
        setting,
        "activation",
        "norm at layer 1",
        "at layer 10",
        "at layer 20",
        "factor a layer",
        "test accuracy of the trained network");
    LinePanel panel =
        LinePanel.of("before the first step", "layer", "norm of the gradient").logY();
    LinePanel losses = LinePanel.of("ten layers in training", "epoch", "loss");
    Map<String, Trained> trained = Trained.all(name(), setting);
    for (Mlp.Activation activation :
        List.of(Mlp.Activation.SIGMOID, Mlp.Activation.TANH, Mlp.Activation.RELU)) {
      String variant = activation.name().toLowerCase(Locale.ROOT);
      double[] norms = Threads.computing(() -> norms(activation));
      double factor = Math.pow(norms[0] / norms[DEPTH - 1], 1.0 / (DEPTH - 1));
      switch (activation) {
        case SIGMOID -> notes.atMost("what a layer leaves of the gradient, sigmoid", 0.25, factor);
        case TANH -> notes.atLeast("what a layer leaves of the gradient, tanh", 0.8, factor);
        default -> notes.near("what a layer leaves of the gradient, ReLU", 1, factor, 0.1);
      }
      panel = panel.line(Trace.of(variant, 1, norms));
      Trained network = requireNonNull(trained.get(variant));
      losses = losses.line(network.history("train/loss"));
      double loss = network.result().last("train/loss");
      if (activation == Mlp.Activation.SIGMOID) {
        notes.near("training loss of ten layers, sigmoid: guessing's, ln 10", GUESSING, loss, 0.02);
      } else {
        notes.atMost("training loss of ten layers, " + variant, 0.9 * GUESSING, loss);
      }
      List<String> row = new ArrayList<>(List.of(variant));
      for (int layer : SHOWN) {
        row.add(Notebook.number(norms[layer - 1]));
      }
      row.add(Notebook.number(factor));
      row.add(Notebook.percent(network.result().selected("test/accuracy")));
      notes.row(row.toArray(String[]::new));
    }
    notes.picture(
        name(),
        Figure.of("The gradient on its way down").columns(2).panel(panel).panel(losses));
    return notes.finding();
  }

  /** The norm of the loss's gradient at what each linear layer but the last gives, from the first on: the mean over seeds. */
  private static double[] norms(Mlp.Activation activation) {
    double[] norms = new double[DEPTH];
    for (int seed = 0; seed < SEEDS; seed++) {
      try (Scope scope = Scope.open();
          Epoch epoch = Loader.over(Glyphs.of(seed, SAMPLES)).batch(SAMPLES).epoch(0)) {
        Batch batch = epoch.next();
        Layer network = network(activation).initialize(seed);
        List<Tensor> outputs = new ArrayList<>();
        List<Observation> observations = new ArrayList<>();
        network.layers().values().stream()
            .filter(Linear.class::isInstance)
            .forEach(layer -> observations.add(
                layer.observe((of, input, output) -> outputs.add(output.retainGrad()))));
        new CrossEntropyLoss()
            .apply(network.apply(batch.input()), batch.target())
            .backward();
        observations.forEach(Observation::close);
        for (int layer = 0; layer < DEPTH; layer++) {
          norms[layer] += requireNonNull(outputs.get(layer).grad()).norm().item() / SEEDS;
        }
      }
    }
    return norms;
  }

  /** With weights that keep the size of what goes through them, as far as the activation lets them. */
  private static Layer network(Mlp.Activation activation) {
    Mlp settings = Mlp.of(Collections.nCopies(DEPTH, WIDTH).toArray(Integer[]::new));
    Layer network = new Mlp(
            settings.hidden(),
            activation,
            settings.norm(),
            settings.normMomentum(),
            settings.normAffine(),
            settings.dropout(),
            settings.dropoutPlace())
        .build(new long[] {1, 28, 28}, 10);
    Init weights = activation == Mlp.Activation.RELU
        ? Init.kaimingNormal(Fan.IN, Gain.RELU)
        : Init.xavierNormal(Gain.LINEAR);
    network
        .parameters()
        .values()
        .forEach(parameter -> parameter.init(parameter.dimensions() == 2 ? weights : Init.zeros()));
    return network;
  }
}
