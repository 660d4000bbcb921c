package org.ockham.lab.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.ockham.lab.layer.NamedLayer;
import org.ockham.lab.layer.Stacked;
import org.ockham.nn.Layer;

/**
 * A network as a list of its layers, whose input sizes follow from the data.
 *
 * <pre>{@code
 * model:
 *   kind: layers
 *   layers:
 *     - {kind: conv2d, outChannels: 16, kernelSize: 5}
 *     - relu
 *     - max-pool2d
 *     - flatten
 *     - linear
 * }</pre>
 *
 * The last must give one number for each output; a linear layer that is not told how many gives as many.
 *
 * @param layers at least one, from the input on
 */
public record Layers(List<NamedLayer> layers) implements Architecture {

  public Layers {
    layers = new Stacked(layers).layers();
  }

  @Override
  public Layer build(long[] inputShape, int outputs) {
    return new Stacked(layers).build(inputShape, outputs);
  }

  /** The shapes after the layers that change them: {@code 1x28x28-16x24x24-16x12x12-2304-10}. */
  @Override
  public String sizes(long[] inputShape, int outputs) {
    List<long[]> shapes = shapes(inputShape, outputs);
    long[] last = shapes.get(shapes.size() - 1);
    if (!Arrays.equals(last, new long[] {outputs})) {
      throw new IllegalArgumentException("model.layers." + (layers.size() - 1) + " gives samples of"
          + " shape " + Arrays.toString(last) + ", but the last layer must give [" + outputs
          + "], one number for each output: end with flatten and linear");
    }
    return Stream.concat(Stream.of(inputShape), shapes.stream())
        .map(Layers::inWords)
        .distinct()
        .collect(Collectors.joining("-"));
  }

  private List<long[]> shapes(long[] inputShape, int outputs) {
    try {
      return new Stacked(layers).shapes(inputShape, outputs);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("model." + e.getMessage(), e);
    }
  }

  private static String inWords(long... shape) {
    return LongStream.of(shape).mapToObj(Long::toString).collect(Collectors.joining("x"));
  }
}
