package org.ockham.nn;

import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Tensor;

/**
 * Computes a layer's parameter from others that are trained in its place (PyTorch's {@code torch.nn.utils.parametrizations}).
 * In the state dict the others stand under PyTorch's names.
 */
public abstract sealed class Parametrization permits WeightNorm, SpectralNorm {

  final Layer layer;
  final String name;
  /** The parameter that the layer asks for its values. */
  final Parameter target;

  Parametrization(Layer layer, String name, Parameter target) {
    this.layer = layer;
    this.name = name;
    this.target = target;
    target.parametrize(this);
  }

  /** The name of the parameter that is computed. */
  public final String name() {
    return name;
  }

  abstract Tensor compute();

  /** Fills what depends on other initial values. */
  abstract void start(RandomKey key);

  abstract Parametrization copy(LayerCopy copies);

  /** Takes the parameter out of the layer's tree, for others to stand for it. */
  static Parameter take(Layer layer, String name) {
    Parameter parameter = layer.parts().parameters.get(name);
    if (parameter == null || parameter.isParametrized()) {
      throw new IllegalArgumentException(layer.describe() + " has no parameter '" + name
          + "' of its own to parametrize: it has " + layer.parts().parameters.keySet());
    }
    if (parameter.memory().dim() < 2) {
      throw new IllegalArgumentException(layer.describe() + ": the parameter '" + name + "' has "
          + parameter.memory().dim() + " dimensions: a weight has two or more");
    }
    layer.parts().parameters.remove(name);
    return parameter;
  }

  /** A parameter with the values and the initial distribution of the one it stands for. */
  static Parameter standIn(Layer layer, String under, Parameter taken) {
    Parameter standIn = taken.copy();
    layer.parts().parameters.put(under, standIn);
    return standIn;
  }
}
