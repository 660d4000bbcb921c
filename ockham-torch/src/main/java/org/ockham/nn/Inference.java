package org.ockham.nn;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.ockham.onnx.Graph;
import org.ockham.onnx.OnnxException;
import org.ockham.onnx.Value;
import org.ockham.tensor.DType;
import org.ockham.tensor.Device;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/** A network as it is written into a graph: a copy in evaluation mode, of the graph's type, whose layers' shapes are tried. */
final class Inference {

  /** How many samples an open batch has, and how long other open sizes are, in each trial. */
  private record Trial(long samples, long length) {
    List<Long> shape(Value x) {
      long[] sizes = x.shape();
      return IntStream.range(0, sizes.length)
          .mapToObj(i -> sizes[i] == Graph.FREE ? (i == 0 ? samples : length) : sizes[i])
          .toList();
    }
  }

  /**
   * A size is taken as known if all trials agree. So batches differ (of two samples at least, as a batch norm of its input's statistics refuses
   * one), and of the lengths one is twice the others, which no stride hides that they allow.
   */
  private static final List<Trial> USUAL =
      List.of(new Trial(2, 33), new Trial(3, 34), new Trial(3, 65));

  /** For networks to which the usual ones are too short. */
  private static final List<Trial> LONG =
      List.of(new Trial(2, 129), new Trial(3, 130), new Trial(3, 257));

  private Inference() {}

  /** A copy, so that the network itself keeps its mode, its statistics, its type and its weights, which a trial may change. */
  static Layer of(Layer layer, DType type) {
    Layer copy = Layer.copyOf(layer).eval().to(Device.cpu()).to(type);
    copy.layers().values().forEach(each -> each.parts().inference = true);
    return copy;
  }

  /** What a layer has written, in the shape that it gives: found by applying it to zeros. */
  static Value shaped(Layer layer, Value x, Value y) {
    try {
      return y.shaped(shape(layer, x, USUAL));
    } catch (EngineException tooShort) {
      try {
        return y.shaped(shape(layer, x, LONG));
      } catch (EngineException e) {
        throw new OnnxException("what it gives for an input of shape " + Arrays.toString(x.shape())
            + " was tried, and refused: " + e.getMessage()
            + ": give the graph's input the sizes that it will have");
      }
    }
  }

  private static long[] shape(Layer layer, Value x, List<Trial> trials) {
    DType type = Objects.requireNonNull(x.type(), "layers take numbers");
    List<long[]> shapes = trials.stream()
        .map(trial -> trial.shape(x))
        .distinct()
        .map(sizes -> shape(layer, type, sizes.stream().mapToLong(size -> size).toArray()))
        .toList();
    long[] known = shapes.get(0).clone();
    for (int i = 0; i < known.length; i++) {
      int at = i;
      known[i] = shapes.stream().allMatch(shape -> shape[at] == known[at]) ? known[i] : Graph.FREE;
    }
    return known;
  }

  private static long[] shape(Layer layer, DType type, long... sizes) {
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      return layer.forward(Tensor.zeros(type, sizes)).shape();
    }
  }
}
