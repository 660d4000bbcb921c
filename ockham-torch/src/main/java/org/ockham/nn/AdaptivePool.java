package org.ockham.nn;

import java.util.ArrayList;
import java.util.List;
import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * Pools to an output of a given size, whatever the input's: output i of m covers inputs ⌊i·s/m⌋ to ⌈(i+1)·s/m⌉ − 1.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/nn.html#pooling-layers">torch.nn, pooling layers</a>
 */
public abstract sealed class AdaptivePool extends Layer
    permits AdaptiveAvgPool1d,
        AdaptiveAvgPool2d,
        AdaptiveAvgPool3d,
        AdaptiveMaxPool1d,
        AdaptiveMaxPool2d,
        AdaptiveMaxPool3d {

  /** An output size that is the input's (PyTorch's {@code None}). */
  public static final long KEEP = -1;

  private final Operator operator;
  private final boolean takesMean;
  private final long[] output;

  AdaptivePool(int dimensions, Operator operator, long... output) {
    this.operator = operator;
    takesMean = this instanceof AdaptiveAvgPool1d
        || this instanceof AdaptiveAvgPool2d
        || this instanceof AdaptiveAvgPool3d;
    for (long size : output) {
      if (size != KEEP) {
        Check.positive("output_size", size);
      }
    }
    this.output = Sizes.of("output_size", dimensions, KEEP, output);
  }

  @Override
  protected Tensor forward(Tensor x) {
    long[] sizes = output.clone();
    for (int i = Math.max(0, x.dim() - sizes.length); i < x.dim(); i++) {
      // the engine's mean of nothing would be no number
      InputShape.require(
          x.size(i) > 0, x, "at least one value along each dimension that is pooled");
      int pooled = i - x.dim() + sizes.length;
      sizes[pooled] = sizes[pooled] == KEEP ? x.size(i) : sizes[pooled];
    }
    return operator.call(x, sizes).get(0);
  }

  @Override
  protected Value forward(Value x) {
    Value y = x;
    for (int i = 0; i < output.length; i++) {
      int dimension = i - output.length;
      if (output[i] != KEEP) {
        y = pooled(y, y.axis(dimension), output[i]);
      }
    }
    return y;
  }

  /** Along one dimension: means of means are the mean where their numbers are equal, as those along another dimension are. */
  private Value pooled(Value x, int dimension, long count) {
    if (count == 1) {
      return reduced(x, dimension);
    }
    long size = x.knownSize(dimension);
    List<Value> windows = new ArrayList<>();
    for (long window = 0; window < count; window++) {
      long start = window * size / count;
      long end = ((window + 1) * size + count - 1) / count;
      windows.add(reduced(x.narrow(dimension, start, end - start), dimension));
    }
    return Value.cat(windows, dimension);
  }

  private Value reduced(Value x, int dimension) {
    return takesMean ? x.mean(dimension) : x.amax(dimension);
  }

  @Override
  protected String arguments() {
    return "output_size=" + Sizes.text(output).replace("-1", "keep");
  }
}
