package org.ockham.nn;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.onnx.Value;
import org.ockham.tensor.MemoryFormat;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * Cross-correlation with learnt kernels, [n, in, *] → [n, out, *'], each size s of * becoming ⌊(s + 2·padding −
 * dilation·(kernel − 1) − 1) / stride⌋ + 1; or {@linkplain ConvTranspose transposed}. Initially uniform on ±1/√(in/groups ·
 * elements of the kernel).
 *
 * <p>Defaults: stride 1, padding 0 with zeros, dilation 1, groups 1, with bias. Others are named: {@code Conv2d.of(3, 16,
 * 5).padding(2).build()}; one number counts for all dimensions, several for each its own.
 *
 * <p>Kernels, input and output lie in channels-last ({@link MemoryFormat}) where the engine is faster so; an input in the usual
 * order is copied.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/nn.html#convolution-layers">torch.nn, convolution layers</a>
 */
public abstract sealed class Convolution extends Layer
    permits Conv1d, Conv2d, Conv3d, ConvTranspose {

  /**
   * The arguments.
   *
   * @param <L> the layer's class
   */
  public static final class Builder<L extends Convolution> extends WindowBuilder<L, Builder<L>> {
    final long in;
    final long out;
    boolean same;
    long[] outputPadding;
    long[] dilation;
    long groups = 1;
    boolean bias = true;
    PaddingMode paddingMode = PaddingMode.CONSTANT;

    Builder(int dimensions, long in, long out, long[] kernel, Function<Builder<L>, L> layer) {
      super(dimensions, kernel, layer);
      this.in = Check.positive("in_channels", in);
      this.out = Check.positive("out_channels", out);
      stride = Sizes.all(dimensions, 1);
      outputPadding = Sizes.all(dimensions, 0);
      dilation = Sizes.all(dimensions, 1);
    }

    @Override
    public Builder<L> padding(long... values) {
      same = false;
      return super.padding(values);
    }

    /** As much padding as keeps the size (PyTorch's {@code padding="same"}); needs stride 1. */
    public Builder<L> samePadding() {
      same = true;
      return this;
    }

    /** What a transposed one adds to the output's size; default 0. */
    public Builder<L> outputPadding(long... values) {
      outputPadding = sizes("output_padding", 0, values);
      return this;
    }

    /** The distance of the kernel's elements; default 1. */
    public Builder<L> dilation(long... values) {
      dilation = sizes("dilation", 1, values);
      return this;
    }

    /** Into how many independent ones the channels are split; default 1. */
    public Builder<L> groups(long groups) {
      this.groups = Check.positive("groups", groups);
      return this;
    }

    /** Whether there is one; default true. */
    public Builder<L> bias(boolean bias) {
      this.bias = bias;
      return this;
    }

    /** With what the input is widened; default zeros. */
    public Builder<L> paddingMode(PaddingMode paddingMode) {
      this.paddingMode = paddingMode;
      return this;
    }

    /** The padding before the first place of each dimension, and that after the last. */
    private long[][] amounts() {
      long[][] amounts = {padding.clone(), padding.clone()};
      for (int i = 0; same && i < kernel.length; i++) {
        long total = dilation[i] * (kernel[i] - 1);
        amounts[0][i] = total / 2;
        amounts[1][i] = total - total / 2;
      }
      return amounts;
    }

    private void check(boolean transposed) {
      if (in % groups != 0 || out % groups != 0) {
        throw new IllegalArgumentException("groups is " + groups + ": it must divide in_channels ("
            + in + ") and out_channels (" + out + ")");
      }
      if (same && !Sizes.areAll(stride, 1)) {
        throw new IllegalArgumentException("stride is " + Arrays.toString(stride)
            + ": padding that keeps the size needs stride 1");
      }
      if (transposed && (paddingMode != PaddingMode.CONSTANT || same)) {
        throw new IllegalArgumentException(
            "padding_mode is " + paddingMode.argument + (same ? " and same" : "")
                + ": a transposed convolution takes constant amounts of zeros only");
      }
      if (!transposed && !Sizes.areAll(outputPadding, 0)) {
        throw new IllegalArgumentException("output_padding is " + Arrays.toString(outputPadding)
            + ": only a transposed convolution has one");
      }
    }
  }

  final Operator operator;
  private final long in;
  final long groups;
  final long[] stride;
  final long[] padding;
  final long[] dilation;
  private final PaddingMode paddingMode;
  /** How kernels and input lie. */
  private final MemoryFormat format;
  /** What is padded before the convolution, where its own symmetric zeros do not do; empty where they do. */
  private final long[] padBefore;

  final Parameter weight;
  private final @Nullable Parameter bias;
  private final String arguments;

  Convolution(Builder<?> builder, Operator operator) {
    boolean transposed = this instanceof ConvTranspose;
    builder.check(transposed);
    this.operator = operator;
    in = builder.in;
    groups = builder.groups;
    stride = builder.stride;
    dilation = builder.dilation;
    paddingMode = builder.paddingMode;
    long[][] amounts = builder.amounts();
    boolean own = paddingMode == PaddingMode.CONSTANT && Arrays.equals(amounts[0], amounts[1]);
    padding = own ? amounts[0] : Sizes.all(stride.length, 0);
    padBefore = own ? new long[0] : lastFirst(amounts[0], amounts[1]);
    long[] shape = new long[builder.kernel.length + 2];
    shape[0] = transposed ? in : builder.out;
    shape[1] = (transposed ? builder.out : in) / groups;
    System.arraycopy(builder.kernel, 0, shape, 2, builder.kernel.length);
    // PyTorch counts the second dimension, which in the transposed kind is the outputs'.
    Init init = Init.fanIn(Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b));
    format = format(builder);
    weight = parameter("weight", init, format, shape);
    bias = builder.bias ? parameter("bias", init, builder.out) : null;
    arguments = arguments(builder);
  }

  @Override
  protected Tensor forward(Tensor x) {
    return convolve(x, weight.value(), bias());
  }

  @Override
  protected Value forward(Value x) {
    boolean single = x.dim() == stride.length + 1;
    Value batch = single ? x.unsqueeze(0) : x;
    Value y =
        convolve(padBefore.length == 0 ? batch : Padding.pad(batch, paddingMode, 0, padBefore));
    return single ? y.squeeze(0) : y;
  }

  Tensor convolve(Tensor x, Tensor weight, @Nullable Tensor bias) {
    checkShape(x);
    Tensor padded = padBefore.length == 0 ? x : Padding.pad(x, paddingMode, 0, padBefore);
    return operator
        .call(ordered(padded), weight, bias, stride, padding, dilation, groups)
        .get(0);
  }

  Value convolve(Value x) {
    return convolve(x, "Conv", Map.of());
  }

  final Value convolve(Value x, String operator, Map<String, ?> more) {
    Map<String, Object> attributes = new HashMap<>(more);
    attributes.put("strides", stride);
    attributes.put("pads", Sizes.twice(padding));
    attributes.put("dilations", dilation);
    attributes.put("group", groups);
    Value w = weight.in(x.graph());
    return bias == null
        ? x.op(operator, attributes, w)
        : x.op(operator, attributes, w, bias.in(x.graph()));
  }

  /**
   * Channels-last takes 0.55 to 1 of the time of the usual order, and pooling what comes out a ninth; only of groups with several
   * channels each it takes 1.6 times as long. In one dimension there is no such order.
   */
  private static MemoryFormat format(Builder<?> b) {
    boolean inGroups = b.groups > 1 && b.groups < b.in;
    return switch (inGroups ? 1 : b.kernel.length) {
      case 2 -> MemoryFormat.CHANNELS_LAST;
      case 3 -> MemoryFormat.CHANNELS_LAST_3D;
      default -> MemoryFormat.CONTIGUOUS;
    };
  }

  final MemoryFormat format() {
    return format;
  }

  /** A batch in the order that the kernels are in: the engine would copy another one forward and backward. */
  final Tensor ordered(Tensor x) {
    return x.dim() == stride.length + 2 ? x.contiguous(format) : x;
  }

  final @Nullable Tensor bias() {
    return Parameter.valueOf(bias);
  }

  final void checkShape(Tensor x) {
    int channels = x.dim() - stride.length - 1;
    if (channels < 0 || channels > 1 || x.size(channels) != in) {
      List<String> sizes = List.of("d", "h", "w").subList(3 - stride.length, 3);
      throw InputShape.wrong(x, "[n, " + in + ", " + String.join(", ", sizes) + "]");
    }
  }

  @Override
  protected String arguments() {
    return arguments;
  }

  private static String arguments(Builder<?> b) {
    return b.in + ", " + b.out + ", kernel_size=" + Sizes.text(b.kernel) + ", stride="
        + Sizes.text(b.stride)
        + (b.same ? ", padding=same" : unless(0, ", padding=", b.padding))
        + (b.paddingMode == PaddingMode.CONSTANT ? "" : ", padding_mode=" + b.paddingMode.argument)
        + unless(0, ", output_padding=", b.outputPadding)
        + unless(1, ", dilation=", b.dilation)
        + (b.groups == 1 ? "" : ", groups=" + b.groups)
        + (b.bias ? "" : ", bias=false");
  }

  private static String unless(long usual, String name, long[] sizes) {
    return Sizes.areAll(sizes, usual) ? "" : name + Sizes.text(sizes);
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
