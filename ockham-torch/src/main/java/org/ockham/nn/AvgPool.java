package org.ockham.nn;

import java.util.List;
import java.util.function.Function;
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
   * The arguments, sizes for each dimension.
   *
   * @param kernel the window's size
   * @param stride by how much it moves
   * @param padding by how much the input is widened on each side: at most half the window
   * @param ceilMode whether a window may reach over the end
   * @param countIncludePad whether the padding's zeros count
   * @param layer makes the layer
   * @param <L> the layer's class
   */
  public record Config<L extends AvgPool>(
      List<Long> kernel,
      List<Long> stride,
      List<Long> padding,
      boolean ceilMode,
      boolean countIncludePad,
      Function<Config<L>, L> layer) {

    public Config {
      Windows.checkPadding(kernel, padding);
    }

    static <L extends AvgPool> Config<L> defaults(
        int dimensions, long[] kernel, Function<Config<L>, L> layer) {
      List<Long> window = Windows.sizes("kernel_size", dimensions, 1, kernel);
      return new Config<>(
          window, window, Windows.sizes("padding", dimensions, 0, 0), false, true, layer);
    }

    public Config<L> stride(long... values) {
      List<Long> stride = Windows.sizes("stride", kernel.size(), 1, values);
      return new Config<>(kernel, stride, padding, ceilMode, countIncludePad, layer);
    }

    public Config<L> padding(long... values) {
      List<Long> padding = Windows.sizes("padding", kernel.size(), 0, values);
      return new Config<>(kernel, stride, padding, ceilMode, countIncludePad, layer);
    }

    public Config<L> ceilMode(boolean ceilMode) {
      return new Config<>(kernel, stride, padding, ceilMode, countIncludePad, layer);
    }

    public Config<L> countIncludePad(boolean countIncludePad) {
      return new Config<>(kernel, stride, padding, ceilMode, countIncludePad, layer);
    }

    /** The layer. */
    public L build() {
      return layer.apply(this);
    }
  }

  private final Operator operator;
  private final long[] kernel;
  private final long[] stride;
  private final long[] padding;
  private final boolean ceilMode;
  private final boolean countIncludePad;

  AvgPool(Config<?> config, Operator operator) {
    this.operator = operator;
    kernel = Windows.array(config.kernel());
    stride = Windows.array(config.stride());
    padding = Windows.array(config.padding());
    ceilMode = config.ceilMode();
    countIncludePad = config.countIncludePad();
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
  protected String arguments() {
    return "kernel_size=" + Shape.text(kernel) + ", stride=" + Shape.text(stride) + ", padding="
        + Shape.text(padding) + (ceilMode ? ", ceil_mode=true" : "")
        + (countIncludePad ? "" : ", count_include_pad=false");
  }
}
