package org.ockham.nn;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.onnx.Value;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * The gradient of a {@link Convolution} as a layer, [n, in, *] → [n, out, *'], each size s of * becoming (s − 1)·stride −
 * 2·padding + dilation·(kernel − 1) + outputPadding + 1. A stride has as many sizes go into one as it is large; which of them
 * comes out again is told by the output padding, or by the size itself: {@link #apply(Tensor, long...)}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/nn.html#convolution-layers">torch.nn, convolution layers</a>
 */
public abstract sealed class ConvTranspose extends Convolution
    permits ConvTranspose1d, ConvTranspose2d, ConvTranspose3d {

  private final long[] outputPadding;

  ConvTranspose(Builder<?> builder, Operator operator) {
    super(builder, operator);
    outputPadding = builder.outputPadding;
  }

  /**
   * To an output of this size, one for each dimension after the channels, whatever the output padding.
   *
   * @throws EngineException if the stride does not lead there
   */
  public final Tensor apply(Tensor x, long... outputSize) {
    return named(() -> {
      checkShape(x);
      return convolve(x, weight.value(), bias(), paddingFor(x, outputSize));
    });
  }

  private long[] paddingFor(Tensor x, long... outputSize) {
    int spatial = stride.length;
    long[] kernel = Arrays.copyOfRange(weight.memory().shape(), 2, 2 + spatial);
    long[] least = new long[spatial];
    long[] amounts = new long[spatial];
    boolean fits = outputSize.length == spatial;
    for (int i = 0; i < spatial; i++) {
      least[i] = (x.size(i - spatial) - 1) * stride[i]
          - 2 * padding[i]
          + dilation[i] * (kernel[i] - 1)
          + 1;
      amounts[i] = fits ? outputSize[i] - least[i] : 0;
      fits = fits && amounts[i] >= 0 && amounts[i] < stride[i];
    }
    if (!fits) {
      throw new EngineException("output_size is " + Arrays.toString(outputSize) + " for the input "
          + Arrays.toString(x.shape()) + ": from " + Arrays.toString(least)
          + " on there are as many sizes as the stride " + Arrays.toString(stride));
    }
    return amounts;
  }

  @Override
  final Tensor convolve(Tensor x, Tensor weight, @Nullable Tensor bias) {
    checkShape(x);
    return convolve(x, weight, bias, outputPadding);
  }

  @Override
  final Value convolve(Value x) {
    return convolve(x, "ConvTranspose", Map.of("output_padding", outputPadding));
  }

  private Tensor convolve(Tensor x, Tensor weight, @Nullable Tensor bias, long[] outputPadding) {
    return operator
        .call(ordered(x), weight, bias, stride, padding, outputPadding, groups, dilation)
        .get(0);
  }
}
