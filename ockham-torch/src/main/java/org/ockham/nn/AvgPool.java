package org.ockham.nn;

import java.util.Map;
import java.util.function.Function;
import org.ockham.onnx.Value;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * The mean of each window. Defaults: the stride is the window's size, no padding (it is with zeros, which count), output
 * sizes rounded down.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.AvgPool2d.html">torch.nn.AvgPool2d</a>
 */
public abstract sealed class AvgPool extends Layer permits AvgPool1d, AvgPool2d, AvgPool3d {

  /**
   * The arguments; the padding is at most half the window.
   *
   * @param <L> the layer's class
   */
  public static final class Builder<L extends AvgPool> extends WindowBuilder<L, Builder<L>> {
    private boolean ceilMode;
    private boolean countIncludePad = true;

    Builder(int dimensions, long[] kernel, Function<Builder<L>, L> layer) {
      super(dimensions, kernel, layer);
    }

    /** Whether a window may reach over the end. */
    public Builder<L> ceilMode(boolean ceilMode) {
      this.ceilMode = ceilMode;
      return this;
    }

    /** Whether the padding's zeros count. */
    public Builder<L> countIncludePad(boolean countIncludePad) {
      this.countIncludePad = countIncludePad;
      return this;
    }
  }

  private final Operator operator;
  private final long[] kernel;
  private final long[] stride;
  private final long[] padding;
  private final boolean ceilMode;
  private final boolean countIncludePad;

  AvgPool(Builder<?> builder, Operator operator) {
    builder.checkPadding();
    this.operator = operator;
    kernel = builder.kernel;
    stride = builder.stride;
    padding = builder.padding;
    ceilMode = builder.ceilMode;
    countIncludePad = builder.countIncludePad;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return kernel.length == 1
        ? operator.call(x, kernel, stride, padding, ceilMode, countIncludePad).get(0)
        : operator
            .call(x, kernel, stride, padding, ceilMode, countIncludePad, null)
            .get(0);
  }

  @Override
  protected Value forward(Value x) {
    return new PoolWindows(kernel, stride, padding, Sizes.all(kernel.length, 1), ceilMode)
        .of(x, "AveragePool", Map.of("count_include_pad", countIncludePad ? 1 : 0));
  }

  @Override
  protected String arguments() {
    return "kernel_size=" + Sizes.text(kernel) + ", stride=" + Sizes.text(stride) + ", padding="
        + Sizes.text(padding) + (ceilMode ? ", ceil_mode=true" : "")
        + (countIncludePad ? "" : ", count_include_pad=false");
  }
}
