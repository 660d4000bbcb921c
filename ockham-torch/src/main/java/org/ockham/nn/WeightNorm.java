package org.ockham.nn;

import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Operator;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Tensor;

/**
 * w = g · v / ‖v‖: length and direction of each output's weights are trained apart (Salimans, Kingma 2016, <a
 * href="https://arxiv.org/abs/1602.07868">arXiv:1602.07868</a>).
 *
 * <pre>{@code
 * Linear fc = WeightNorm.on(new Linear(784, 256));
 * }</pre>
 *
 * <p>The state dict has g as {@code parametrizations.weight.original0} and v as {@code parametrizations.weight.original1}.
 * Initially the layer is what it would be without.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.utils.parametrizations.weight_norm.html">torch.nn.utils.parametrizations.weight_norm</a>
 */
public final class WeightNorm extends Parametrization {

  private static final Operator WEIGHT_NORM = Operator.named("aten::_weight_norm");
  private static final Operator NORM = Operator.named("aten::norm_except_dim");

  private final Parameter magnitude;
  private final Parameter direction;
  private final long dim;

  private WeightNorm(
      Layer layer,
      String name,
      Parameter target,
      Parameter magnitude,
      Parameter direction,
      long dim) {
    super(layer, name, target);
    this.magnitude = magnitude;
    this.direction = direction;
    this.dim = dim;
  }

  /** On the layer's {@code weight}, a length for each output (each input of a transposed convolution); returns the layer. */
  public static <L extends Layer> L on(L layer) {
    return on(layer, "weight", 0);
  }

  /** On the parameter of this name, with a length for each place along a dimension; returns the layer. */
  public static <L extends Layer> L on(L layer, String name, int dim) {
    Parameter taken = take(layer, name);
    long[] shape = taken.memory().shape();
    if (dim < 0 || dim >= shape.length) {
      layer.parts().parameters.put(name, taken);
      throw new IllegalArgumentException(
          "dim is " + dim + ": the parameter '" + name + "' has " + shape.length + " dimensions");
    }
    for (int i = 0; i < shape.length; i++) {
      shape[i] = i == dim ? shape[i] : 1;
    }
    String prefix = "parametrizations." + name + ".";
    Parameter magnitude = new Parameter(prefix + "original0", layer, Init.ones(), shape);
    layer.parts().parameters.put(prefix + "original0", magnitude);
    Parameter direction = standIn(layer, prefix + "original1", taken);
    WeightNorm norm = new WeightNorm(layer, name, taken, magnitude, direction, dim);
    layer.parts().parametrizations.add(norm);
    if (direction.isInitialized()) {
      norm.measure();
    }
    return layer;
  }

  @Override
  Tensor compute() {
    return WEIGHT_NORM.call(direction.value(), magnitude.value(), dim).get(0);
  }

  @Override
  void start(RandomKey key) {
    measure();
  }

  private void measure() {
    try (NoGrad off = NoGrad.on()) {
      magnitude.memory().copy_(NORM.call(direction.memory(), 2L, dim).get(0));
    }
    magnitude.markInitialized(true);
  }

  @Override
  Parametrization copy(LayerCopy copies) {
    return new WeightNorm(
        copies.copyOf(layer),
        name,
        copies.copyOf(target),
        copies.copyOf(magnitude),
        copies.copyOf(direction),
        dim);
  }
}
