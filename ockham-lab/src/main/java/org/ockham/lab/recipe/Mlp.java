package org.ockham.lab.recipe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.ockham.nn.BatchNorm1d;
import org.ockham.nn.Dropout;
import org.ockham.nn.Flatten;
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
    SIGMOID;

    Layer layer() {
      return switch (this) {
        case RELU -> new ReLU();
        case TANH -> new Tanh();
        case SIGMOID -> new Sigmoid();
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
  }

  static Mlp read(Section section) {
    Mlp mlp = new Mlp(
        section.counts("hidden", 1, WIDEST),
        section.choice("activation", Activation.RELU),
        section.choice("norm", Norm.NONE),
        section.number("normMomentum", 0.1, Range.PROBABILITY),
        section.flag("normAffine", true),
        section.number("dropout", 0, Range.PROBABILITY),
        section.choice("dropoutPlace", DropoutPlace.AFTER_ACTIVATION));
    if (mlp.hidden.size() > DEEPEST) {
      throw section.refused(
          "hidden", "has " + mlp.hidden.size() + " layers, but at most " + DEEPEST + " are built.");
    }
    return mlp;
  }

  @Override
  public Layer build(long[] inputShape, int outputs) {
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
    return new Sequential(layers);
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("kind", "mlp");
    settings.put("hidden", hidden);
    settings.put("activation", Section.word(activation));
    settings.put("norm", Section.word(norm));
    if (norm == Norm.BATCH) {
      settings.put("normMomentum", normMomentum);
    }
    if (norm != Norm.NONE) {
      settings.put("normAffine", normAffine);
    }
    settings.put("dropout", dropout);
    settings.put("dropoutPlace", Section.word(dropoutPlace));
    return settings;
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
