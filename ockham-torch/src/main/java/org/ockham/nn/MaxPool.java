package org.ockham.nn;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
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
   * The arguments, sizes for each dimension.
   *
   * @param kernel the window's size
   * @param stride by how much it moves
   * @param padding by how much the input is widened on each side: at most half the window
   * @param dilation the distance of the window's elements
   * @param ceilMode whether a window may reach over the end
   * @param layer makes the layer
   * @param <L> the layer's class
   */
  public record Config<L extends MaxPool>(
      List<Long> kernel,
      List<Long> stride,
      List<Long> padding,
      List<Long> dilation,
      boolean ceilMode,
      Function<Config<L>, L> layer) {

    public Config {
      Windows.checkPadding(kernel, padding);
    }

    static <L extends MaxPool> Config<L> defaults(
        int dimensions, long[] kernel, Function<Config<L>, L> layer) {
      List<Long> window = Windows.sizes("kernel_size", dimensions, 1, kernel);
      return new Config<>(
          window,
          window,
          Windows.sizes("padding", dimensions, 0, 0),
          Windows.sizes("dilation", dimensions, 1, 1),
          false,
          layer);
    }

    public Config<L> stride(long... values) {
      List<Long> stride = Windows.sizes("stride", kernel.size(), 1, values);
      return new Config<>(kernel, stride, padding, dilation, ceilMode, layer);
    }

    public Config<L> padding(long... values) {
      List<Long> padding = Windows.sizes("padding", kernel.size(), 0, values);
      return new Config<>(kernel, stride, padding, dilation, ceilMode, layer);
    }

    public Config<L> dilation(long... values) {
      List<Long> dilation = Windows.sizes("dilation", kernel.size(), 1, values);
      return new Config<>(kernel, stride, padding, dilation, ceilMode, layer);
    }

    public Config<L> ceilMode(boolean ceilMode) {
      return new Config<>(kernel, stride, padding, dilation, ceilMode, layer);
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
  private final long[] dilation;
  private final boolean ceilMode;

  MaxPool(Config<?> config, Operator operator) {
    this.operator = operator;
    kernel = Windows.array(config.kernel());
    stride = Windows.array(config.stride());
    padding = Windows.array(config.padding());
    dilation = Windows.array(config.dilation());
    ceilMode = config.ceilMode();
  }

  @Override
  protected Tensor forward(Tensor x) {
    Windows.checkReach(x, kernel, stride, padding, dilation, ceilMode);
    return operator.call(x, kernel, stride, padding, dilation, ceilMode).get(0);
  }

  @Override
  protected String arguments() {
    return "kernel_size=" + Shape.text(kernel) + ", stride=" + Shape.text(stride) + ", padding="
        + Shape.text(padding)
        + (Arrays.stream(dilation).allMatch(step -> step == 1)
            ? ""
            : ", dilation=" + Shape.text(dilation))
        + (ceilMode ? ", ceil_mode=true" : "");
  }
}
