package org.ockham.nn;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.ockham.tensor.Tensor;

/**
 * How much a network computes: the multiplications, each with its addition, that its matrices and kernels take. Element-wise work is not
 * counted, nor what a layer does without parameters.
 */
public final class MultiplyAdds {

  private MultiplyAdds() {}

  /** Those of all layers of this network that are applied while this runs, forward only. */
  public static long of(Layer network, Runnable forward) {
    long[] count = {0};
    List<Observation> observers = new ArrayList<>();
    for (Layer layer : new LinkedHashSet<>(network.layers().values())) {
      long matrices = matrices(layer);
      if (matrices > 0) {
        observers.add(layer.observe((applied, x, y) -> count[0] += matrices * places(layer, x, y)));
      }
    }
    try {
      forward.run();
    } finally {
      observers.forEach(Observation::close);
    }
    return count[0];
  }

  /** The numbers in the layer's own matrices and kernels, each of which is used once a place; a table is only looked up. */
  private static long matrices(Layer layer) {
    return layer instanceof EmbeddingTable
        ? 0
        : layer.parts().parameters.values().stream()
            .filter(parameter -> parameter.dimensions() > 1)
            .mapToLong(Parameter::count)
            .sum();
  }

  /** Samples, times positions in them. */
  private static long places(Layer layer, Tensor x, Tensor y) {
    if (layer instanceof ConvTranspose) {
      return x.numel() / x.size(channels(layer, x));
    }
    if (layer instanceof Convolution) {
      return y.numel() / y.size(channels(layer, y));
    }
    return x.dim() == 0 ? 0 : x.numel() / Math.max(1, x.size(-1));
  }

  /** Convolutions take one sample without its batch dimension too. */
  private static int channels(Layer layer, Tensor x) {
    return x.dim() == ((Convolution) layer).stride.length + 1 ? 0 : 1;
  }
}
