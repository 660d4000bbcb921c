package org.ockham.lab.layer;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.ockham.nn.Layer;

/** Which shapes layers give: tried once, for the many variants of a recipe have most layers in common. */
public final class KnownShapes {

  /** How many are kept. */
  private static final int KEPT = 2000;

  /** One of a gigabyte is larger than anything that is trained here. */
  private static final long MOST_PARAMETERS = 1L << 28;

  /** @param input the shape of a sample that arrives */
  private record Case(LayerPlan layer, List<Long> input, int outputs) {}

  private static final Map<Case, long[]> KNOWN = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Case, long[]> eldest) {
      return size() > KEPT;
    }
  };

  private KnownShapes() {}

  /**
   * The shape of a sample that a layer gives.
   *
   * @throws IllegalArgumentException if it does not leave the batch as it is
   */
  public static long[] of(LayerPlan layer, long[] input, int outputs) {
    Case sought = new Case(layer, LongStream.of(input).boxed().toList(), outputs);
    synchronized (KNOWN) {
      long[] known = KNOWN.get(sought);
      if (known != null) {
        return known.clone();
      }
    }
    long[] shape = tried(layer, input, outputs);
    synchronized (KNOWN) {
      KNOWN.put(sought, shape);
    }
    return shape.clone();
  }

  private static long[] tried(LayerPlan layer, long[] input, int outputs) {
    long[] batch = LongStream.concat(LongStream.of(2), LongStream.of(input)).toArray();
    long[] output = Layer.outputShape(() -> layer.build(input, outputs), MOST_PARAMETERS, batch);
    if (output.length < 2 || output[0] != 2) {
      throw new IllegalArgumentException("of a batch of 2 it makes the shape "
          + Arrays.toString(output) + ", but the first dimension must stay the samples");
    }
    return Arrays.copyOfRange(output, 1, output.length);
  }
}
