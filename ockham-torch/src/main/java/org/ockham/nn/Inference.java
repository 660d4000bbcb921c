package org.ockham.nn;

import java.util.Arrays;
import java.util.Objects;
import org.ockham.onnx.Graph;
import org.ockham.onnx.Value;
import org.ockham.tensor.DType;
import org.ockham.tensor.Device;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/** A network as it is written into a graph: in evaluation mode, of the graph's type, and with shapes that are tried. */
final class Inference {

  /** Two batches, so that the sizes that follow the batch differ; a batch norm of its input's statistics refuses one sample. */
  private static final long FEW = 2;

  private static final long MORE = 3;

  private Inference() {}

  static boolean isReady(Layer layer, DType type) {
    return layer.layers().values().stream().noneMatch(Layer::isTraining)
        && layer.stateDict().values().stream()
            .allMatch(value -> value.device().equals(Device.cpu())
                && (!value.dtype().isFloating() || value.dtype() == type));
  }

  /** A copy, so that the network itself keeps its mode, its statistics and its type. */
  static Layer of(Layer layer, DType type) {
    return Layer.copyOf(layer).eval().to(Device.cpu()).to(type);
  }

  /** What a layer has written, in the shape that it gives: found by applying it to zeros. */
  static Value shaped(Layer layer, Value x, Value y) {
    long[] few = shape(layer, x, FEW);
    long[] more = shape(layer, x, MORE);
    long[] shape = few.clone();
    for (int i = 0; i < shape.length; i++) {
      shape[i] = few[i] == more[i] ? few[i] : Graph.FREE;
    }
    return y.shaped(shape);
  }

  private static long[] shape(Layer layer, Value x, long free) {
    long[] sizes =
        Arrays.stream(x.shape()).map(size -> size == Graph.FREE ? free : size).toArray();
    DType type = Objects.requireNonNull(x.type(), "layers take numbers");
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      return layer.apply(Tensor.zeros(type, sizes)).shape();
    }
  }
}
