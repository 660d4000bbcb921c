package org.ockham.nn;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * Cross-correlation with learnt kernels, [n, in, *] → [n, out, *'], each size s of * becoming ⌊(s + 2·padding −
 * dilation·(kernel − 1) − 1) / stride⌋ + 1; or, {@linkplain Config#transposed transposed}, the gradient of that as a layer,
 * with sizes (s − 1)·stride − 2·padding + dilation·(kernel − 1) + outputPadding + 1. Initially uniform on ±1/√(in/groups ·
 * elements of the kernel).
 *
 * <p>Defaults: stride 1, padding 0 with zeros, dilation 1, groups 1, with bias. Other values come with the config: {@code
 * Conv2d.of(3, 16, 5).padding(2).build()}; one number counts for all dimensions, several for each its own.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/nn.html#convolution-layers">torch.nn, convolution layers</a>
 */
public abstract sealed class Convolution extends Layer
    permits Conv1d, Conv2d, Conv3d, ConvTranspose1d, ConvTranspose2d, ConvTranspose3d {

  /**
   * The arguments.
   *
   * @param dimensions 1 to 3
   * @param transposed whether it is the transposed kind
   * @param in input channels
   * @param out output channels
   * @param kernel its size, for each dimension
   * @param stride by how much the kernel moves, for each dimension
   * @param padding by how much the input is widened on each side, for each dimension; null for as much as keeps the size
   * @param outputPadding what a transposed one adds to the output's size, for each dimension
   * @param dilation the distance of the kernel's elements, for each dimension
   * @param groups into how many independent ones the channels are split
   * @param bias whether there is one
   * @param paddingMode with what the input is widened
   * @param layer makes the layer
   * @param <L> the layer's class
   */
  public record Config<L extends Convolution>(
      int dimensions,
      boolean transposed,
      long in,
      long out,
      List<Long> kernel,
      List<Long> stride,
      @Nullable List<Long> padding,
      List<Long> outputPadding,
      List<Long> dilation,
      long groups,
      boolean bias,
      PaddingMode paddingMode,
      Function<Config<L>, L> layer) {

    public Config {
      Check.positive("in_channels", in);
      Check.positive("out_channels", out);
      Check.positive("groups", groups);
      if (in % groups != 0 || out % groups != 0) {
        throw new IllegalArgumentException("groups is " + groups + ": it must divide in_channels ("
            + in + ") and out_channels (" + out + ")");
      }
      if (padding == null && stride.stream().anyMatch(step -> step != 1)) {
        throw new IllegalArgumentException(
            "stride is " + stride + ": padding that keeps the size needs stride 1");
      }
      if (transposed && (paddingMode != PaddingMode.CONSTANT || padding == null)) {
        throw new IllegalArgumentException(
            "padding_mode is " + paddingMode.argument + (padding == null ? " and same" : "")
                + ": a transposed convolution takes constant amounts of zeros only");
      }
      if (!transposed && outputPadding.stream().anyMatch(amount -> amount != 0)) {
        throw new IllegalArgumentException(
            "output_padding is " + outputPadding + ": only a transposed convolution has one");
      }
    }

    static <L extends Convolution> Config<L> defaults(
        int dimensions,
        boolean transposed,
        long in,
        long out,
        long[] kernel,
        Function<Config<L>, L> layer) {
      return new Config<>(
          dimensions,
          transposed,
          in,
          out,
          Windows.sizes("kernel_size", dimensions, 1, kernel),
          Windows.sizes("stride", dimensions, 1, 1),
          Windows.sizes("padding", dimensions, 0, 0),
          Windows.sizes("output_padding", dimensions, 0, 0),
          Windows.sizes("dilation", dimensions, 1, 1),
          1,
          true,
          PaddingMode.CONSTANT,
          layer);
    }

    public Config<L> stride(long... values) {
      List<Long> stride = Windows.sizes("stride", dimensions, 1, values);
      return new Config<>(
          dimensions,
          transposed,
          in,
          out,
          kernel,
          stride,
          padding,
          outputPadding,
          dilation,
          groups,
          bias,
          paddingMode,
          layer);
    }

    public Config<L> padding(long... values) {
      List<Long> padding = Windows.sizes("padding", dimensions, 0, values);
      return new Config<>(
          dimensions,
          transposed,
          in,
          out,
          kernel,
          stride,
          padding,
          outputPadding,
          dilation,
          groups,
          bias,
          paddingMode,
          layer);
    }

    /** As much padding as keeps the size (PyTorch's {@code padding="same"}); needs stride 1. */
    public Config<L> samePadding() {
      return new Config<>(
          dimensions,
          transposed,
          in,
          out,
          kernel,
          stride,
          null,
          outputPadding,
          dilation,
          groups,
          bias,
          paddingMode,
          layer);
    }

    public Config<L> outputPadding(long... values) {
      List<Long> outputPadding = Windows.sizes("output_padding", dimensions, 0, values);
      return new Config<>(
          dimensions,
          transposed,
          in,
          out,
          kernel,
          stride,
          padding,
          outputPadding,
          dilation,
          groups,
          bias,
          paddingMode,
          layer);
    }

    public Config<L> dilation(long... values) {
      List<Long> dilation = Windows.sizes("dilation", dimensions, 1, values);
      return new Config<>(
          dimensions,
          transposed,
          in,
          out,
          kernel,
          stride,
          padding,
          outputPadding,
          dilation,
          groups,
          bias,
          paddingMode,
          layer);
    }

    public Config<L> groups(long groups) {
      return new Config<>(
          dimensions,
          transposed,
          in,
          out,
          kernel,
          stride,
          padding,
          outputPadding,
          dilation,
          groups,
          bias,
          paddingMode,
          layer);
    }

    public Config<L> bias(boolean bias) {
      return new Config<>(
          dimensions,
          transposed,
          in,
          out,
          kernel,
          stride,
          padding,
          outputPadding,
          dilation,
          groups,
          bias,
          paddingMode,
          layer);
    }

    public Config<L> paddingMode(PaddingMode paddingMode) {
      return new Config<>(
          dimensions,
          transposed,
          in,
          out,
          kernel,
          stride,
          padding,
          outputPadding,
          dilation,
          groups,
          bias,
          paddingMode,
          layer);
    }

    /** The layer. */
    public L build() {
      return layer.apply(this);
    }
  }

  private final Operator operator;
  private final Config<?> config;
  private final long[] stride;
  private final long[] padding;
  private final long[] outputPadding;
  private final long[] dilation;
  /** What is padded before the convolution, where its own symmetric zeros do not do; empty where they do. */
  private final long[] padBefore;

  private final Parameter weight;
  private final @Nullable Parameter bias;

  Convolution(Config<?> config, Operator operator) {
    this.operator = operator;
    this.config = config;
    stride = Windows.array(config.stride());
    outputPadding = Windows.array(config.outputPadding());
    dilation = Windows.array(config.dilation());
    long[] kernel = Windows.array(config.kernel());
    long[] before = new long[config.dimensions()];
    long[] after = new long[config.dimensions()];
    for (int i = 0; i < before.length; i++) {
      long total = dilation[i] * (kernel[i] - 1);
      List<Long> amounts = config.padding();
      before[i] = amounts == null ? total / 2 : amounts.get(i);
      after[i] = amounts == null ? total - total / 2 : amounts.get(i);
    }
    boolean own = config.paddingMode() == PaddingMode.CONSTANT && Arrays.equals(before, after);
    padding = own ? before : new long[before.length];
    padBefore = own ? new long[0] : lastFirst(before, after);
    long elements = Arrays.stream(kernel).reduce(1, (a, b) -> a * b);
    long[] shape = new long[kernel.length + 2];
    shape[0] = config.transposed() ? config.in() : config.out();
    shape[1] = (config.transposed() ? config.out() : config.in()) / config.groups();
    System.arraycopy(kernel, 0, shape, 2, kernel.length);
    // PyTorch counts the second dimension, which in the transposed kind is the outputs'.
    Init init = Init.fanIn(shape[1] * elements);
    weight = parameter("weight", init, shape);
    bias = config.bias() ? parameter("bias", init, config.out()) : null;
  }

  /** Whether the second dimension of its weight, not the first, is the outputs'. */
  final boolean isTransposed() {
    return config.transposed();
  }

  @Override
  protected Tensor forward(Tensor x) {
    int spatial = config.dimensions();
    int channelDimension = x.dim() - spatial - 1;
    if (channelDimension < 0 || channelDimension > 1 || x.size(channelDimension) != config.in()) {
      throw new EngineException("the input has shape " + Arrays.toString(x.shape()) + " where [n, "
          + config.in() + ", " + String.join(", ", List.of("d", "h", "w").subList(3 - spatial, 3))
          + "] is expected");
    }
    Tensor padded = padBefore.length == 0 ? x : Padding.pad(x, config.paddingMode(), 0, padBefore);
    Tensor b = bias == null ? null : bias.value();
    return config.transposed()
        ? operator
            .call(
                padded,
                weight.value(),
                b,
                stride,
                padding,
                outputPadding,
                config.groups(),
                dilation)
            .get(0)
        : operator
            .call(padded, weight.value(), b, stride, padding, dilation, config.groups())
            .get(0);
  }

  @Override
  protected String arguments() {
    List<Long> amounts = config.padding();
    boolean padded = amounts == null || amounts.stream().anyMatch(amount -> amount != 0);
    return config.in() + ", " + config.out() + ", kernel_size=" + text(config.kernel())
        + ", stride=" + text(config.stride())
        + (padded ? ", padding=" + (amounts == null ? "same" : text(amounts)) : "")
        + (config.paddingMode() == PaddingMode.CONSTANT
            ? ""
            : ", padding_mode=" + config.paddingMode().argument)
        + (Arrays.stream(outputPadding).allMatch(amount -> amount == 0)
            ? ""
            : ", output_padding=" + Shape.text(outputPadding))
        + (Arrays.stream(dilation).allMatch(step -> step == 1)
            ? ""
            : ", dilation=" + Shape.text(dilation))
        + (config.groups() == 1 ? "" : ", groups=" + config.groups())
        + (config.bias() ? "" : ", bias=false");
  }

  private static String text(List<Long> sizes) {
    return Shape.text(Windows.array(sizes));
  }

  private static long[] lastFirst(long[] before, long[] after) {
    long[] pairs = new long[2 * before.length];
    for (int i = 0; i < before.length; i++) {
      pairs[2 * i] = before[before.length - 1 - i];
      pairs[2 * i + 1] = after[before.length - 1 - i];
    }
    return pairs;
  }
}
