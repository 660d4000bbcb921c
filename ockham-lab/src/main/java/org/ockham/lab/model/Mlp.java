package org.ockham.lab.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.ockham.check.Check;
import org.ockham.nn.BatchNorm1d;
import org.ockham.nn.Dropout;
import org.ockham.nn.Flatten;
import org.ockham.nn.Identity;
import org.ockham.nn.Layer;
import org.ockham.nn.LayerNorm;
import org.ockham.nn.Linear;
import org.ockham.nn.ReLU;
import org.ockham.nn.Sequential;
import org.ockham.nn.Sigmoid;
import org.ockham.nn.Tanh;

/**
 * A multi-layer perceptron: linear layers fc1, fc2 … with an activation between them. What a variant adds (norm1, drop1 …)
 * has names of its own, so that the linear layers of all variants start from the same weights.
 *
 * @param hidden the widths of the hidden layers; none for a linear network
 * @param activation after each hidden layer
 * @param norm of what comes out of each hidden linear layer
 * @param normMomentum the share of the new batch in the running statistics of a batch norm
 * @param normAffine whether the norm learns a scale and a shift of each unit
 * @param dropout the probability with which a hidden unit is dropped; 0 for no dropout
 * @param dropoutPlace where the dropping happens
 */
public record Mlp(
    List<Integer> hidden,
    Activation activation,
    Norm norm,
    double normMomentum,
    boolean normAffine,
    double dropout,
    DropoutPlace dropoutPlace)
    implements Architecture {

  /** What makes a layer nonlinear. */
  public enum Activation {
    RELU,
    TANH,
    SIGMOID,
    /** Nothing does: the network is linear, however many layers it has. */
    IDENTITY;

    Layer layer() {
      return switch (this) {
        case RELU -> new ReLU();
        case TANH -> new Tanh();
        case SIGMOID -> new Sigmoid();
        case IDENTITY -> new Identity();
      };
    }
  }

  /** What is normalised: nothing, each unit over the batch, or each sample over the units. */
  public enum Norm {
    NONE,
    BATCH,
    LAYER
  }

  /** Where dropout stands. */
  public enum DropoutPlace {
    BEFORE_ACTIVATION,
    AFTER_ACTIVATION
  }

  private static final int WIDEST = 1 << 16;
  private static final int DEEPEST = 100;

  public Mlp {
    hidden = List.copyOf(hidden);
    if (hidden.size() > DEEPEST) {
      throw new IllegalArgumentException(
          "hidden has " + hidden.size() + " layers, but at most " + DEEPEST + " are built");
    }
    hidden.forEach(width -> Check.between("hidden", width, 1, WIDEST));
    Check.probability("normMomentum", normMomentum);
    Check.probability("dropout", dropout);
  }

  /** With hidden layers of these widths, ReLU, and nothing besides. */
  public static Mlp of(Integer... hidden) {
    return new Mlp(
        List.of(hidden), Activation.RELU, Norm.NONE, 0.1, true, 0, DropoutPlace.AFTER_ACTIVATION);
  }

  @Override
  public Layer build(long[] inputShape, int outputs) {
    return new Sequential(layers(inputShape, outputs));
  }

  /** By their names. */
  Map<String, Layer> layers(long[] inputShape, int outputs) {
    Map<String, Layer> layers = new LinkedHashMap<>();
    layers.put("flatten", new Flatten());
    long in = inputs(inputShape);
    for (int i = 1; i <= hidden.size(); i++) {
      int width = hidden.get(i - 1);
      layers.put("fc" + i, new Linear(in, width));
      switch (norm) {
        case NONE -> {}
        case BATCH ->
          layers.put(
              "norm" + i,
              BatchNorm1d.of(width).momentum(normMomentum).affine(normAffine).build());
        case LAYER ->
          layers.put("norm" + i, LayerNorm.of(width).affine(normAffine).build());
      }
      if (dropout > 0 && dropoutPlace == DropoutPlace.BEFORE_ACTIVATION) {
        layers.put("drop" + i, new Dropout(dropout));
      }
      layers.put("act" + i, activation.layer());
      if (dropout > 0 && dropoutPlace == DropoutPlace.AFTER_ACTIVATION) {
        layers.put("drop" + i, new Dropout(dropout));
      }
      in = width;
    }
    layers.put("fc" + (hidden.size() + 1), new Linear(in, outputs));
    return layers;
  }

  @Override
  public String sizes(long[] inputShape, int outputs) {
    return LongStream.concat(
            LongStream.concat(
                LongStream.of(inputs(inputShape)), hidden.stream().mapToLong(Integer::longValue)),
            LongStream.of(outputs))
        .mapToObj(Long::toString)
        .collect(Collectors.joining("-"));
  }

  private static long inputs(long[] shape) {
    return LongStream.of(shape).reduce(1, Math::multiplyExact);
  }
}
