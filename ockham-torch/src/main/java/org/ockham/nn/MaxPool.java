package org.ockham.nn;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.ockham.onnx.Value;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * The largest value of each window. Defaults: the stride is the window's size, no padding (it is with −∞), dilation 1, output
 * sizes rounded down.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxPool2d.html">torch.nn.MaxPool2d</a>
 */
public abstract sealed class MaxPool extends Layer permits MaxPool1d, MaxPool2d, MaxPool3d {

  /**
   * The arguments; the padding is at most half the window.
   *
   * @param <L> the layer's class
   */
  public static final class Builder<L extends MaxPool> extends WindowBuilder<L, Builder<L>> {
    private long[] dilation;
    private boolean ceilMode;

    Builder(int dimensions, long[] kernel, Function<Builder<L>, L> layer) {
      super(dimensions, kernel, layer);
      dilation = Sizes.all(dimensions, 1);
    }

    /** The distance of a window's elements. */
    public Builder<L> dilation(long... values) {
      dilation = sizes("dilation", 1, values);
      return this;
    }

    /** Whether a window may reach over the end. */
    public Builder<L> ceilMode(boolean ceilMode) {
      this.ceilMode = ceilMode;
      return this;
    }
  }

  /**
   * What pooling gives.
   *
   * @param output the largest values
   * @param indices where each stands in its channel, counted along rows (INT64): what {@link MaxUnpool} takes
   */
  public record Result(Tensor output, Tensor indices) {}

  private final Operator operator;
  private final Operator withIndices;
  private final long[] kernel;
  private final long[] stride;
  private final long[] padding;
  private final long[] dilation;
  private final boolean ceilMode;

  MaxPool(Builder<?> builder, Operator operator, Operator withIndices) {
    builder.checkPadding();
    this.operator = operator;
    this.withIndices = withIndices;
    kernel = builder.kernel;
    stride = builder.stride;
    padding = builder.padding;
    dilation = builder.dilation;
    ceilMode = builder.ceilMode;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return givingGradientsInOrder(pool(operator, x).get(0));
  }

  @Override
  protected Value forward(Value x) {
    return new PoolWindows(kernel, stride, padding, dilation, ceilMode)
        .of(x, "MaxPool", Map.of("dilations", dilation));
  }

  /** The largest values, and where they stand (PyTorch's {@code return_indices}). */
  public final Result applyWithIndices(Tensor x) {
    List<Tensor> result = named(() -> pool(withIndices, x));
    return new Result(givingGradientsInOrder(result.get(0)), result.get(1));
  }

  /**
   * The same, but its gradient comes back in its own order in memory, whatever follows: from a flattening it would come in that of the
   * shape, and the engine then takes four times as long over a channels-last input, copying that and the indices.
   */
  private static Tensor givingGradientsInOrder(Tensor y) {
    return y.requiresGrad() && !y.isContiguous() ? y.asStrided(y.shape(), y.stride()) : y;
  }

  private List<Tensor> pool(Operator operator, Tensor x) {
    checkReach(x);
    boolean single =
        x.dim() == kernel.length + 1; // the engine would take its dimensions for others
    return operator.call(single ? x.contiguous() : x, kernel, stride, padding, dilation, ceilMode);
  }

  /**
   * Refuses an input on which some window would have all of its elements in the padding: the engine, which does not look, would
   * take the largest of none and pass a gradient to memory outside the input.
   */
  private void checkReach(Tensor x) {
    for (int i = 0; i < kernel.length; i++) {
      int dimension = x.dim() - kernel.length + i;
      if (dimension < 0 || dilation[i] == 1) {
        continue; // without gaps the bound on the padding suffices
      }
      long size = x.size(dimension);
      long reach = dilation[i] * (kernel[i] - 1) + 1;
      long spare = size + 2 * padding[i] - reach;
      long last = Math.floorDiv(ceilMode ? spare + stride[i] - 1 : spare, stride[i]);
      if (last * stride[i] >= size + padding[i]) {
        last--; // a window that would begin behind the input is left out
      }
      for (long window = 0; window <= last; window++) {
        long start = window * stride[i] - padding[i];
        long first = start < 0 ? Math.floorMod(start, dilation[i]) : start;
        if (first >= size || first >= start + reach) {
          throw new EngineException("the input has shape " + Arrays.toString(x.shape())
              + ": along dimension " + dimension + " window " + window + " of kernel_size "
              + kernel[i] + ", stride " + stride[i] + ", padding " + padding[i] + " and dilation "
              + dilation[i] + " lies wholly in the padding: take less padding or dilation, or a"
              + " larger input");
        }
      }
    }
  }

  @Override
  protected String arguments() {
    return "kernel_size=" + Sizes.text(kernel) + ", stride=" + Sizes.text(stride) + ", padding="
        + Sizes.text(padding)
        + (Sizes.areAll(dilation, 1) ? "" : ", dilation=" + Sizes.text(dilation))
        + (ceilMode ? ", ceil_mode=true" : "");
  }
}
