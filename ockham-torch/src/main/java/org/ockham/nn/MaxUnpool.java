package org.ockham.nn;

import java.util.Arrays;
import java.util.function.Function;
import org.ockham.onnx.OnnxException;
import org.ockham.onnx.Value;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * Puts what {@link MaxPool} took back where it stood, by the indices that {@link MaxPool#applyWithIndices} tells, and zeros
 * elsewhere. Each size s becomes (s − 1)·stride − 2·padding + kernel unless it is given. Defaults: the stride is the window's
 * size, no padding.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MaxUnpool2d.html">torch.nn.MaxUnpool2d</a>
 */
public abstract sealed class MaxUnpool extends Layer permits MaxUnpool1d, MaxUnpool2d, MaxUnpool3d {

  /**
   * The pool's arguments.
   *
   * @param <L> the layer's class
   */
  public static final class Builder<L extends MaxUnpool> extends WindowBuilder<L, Builder<L>> {
    Builder(int dimensions, long[] kernel, Function<Builder<L>, L> layer) {
      super(dimensions, kernel, layer);
    }
  }

  private static final Operator UNPOOL_2D = Operator.named("aten::max_unpool2d");
  private static final Operator UNPOOL_3D = Operator.named("aten::max_unpool3d");

  private final long[] kernel;
  private final long[] stride;
  private final long[] padding;

  MaxUnpool(Builder<?> builder) {
    builder.checkPadding();
    kernel = builder.kernel;
    stride = builder.stride;
    padding = builder.padding;
  }

  /**
   * Refused: indices are needed too.
   *
   * @throws EngineException always
   */
  @Override
  protected Tensor forward(Tensor x) {
    throw new EngineException("the indices are missing: call apply(x, indices)");
  }

  @Override
  protected Value forward(Value x) {
    throw new OnnxException(
        "it has no form in ONNX: the places that it takes are counted within a plane,"
            + " and ONNX counts them through the whole batch");
  }

  /** To the sizes that the pool's arguments tell. */
  public final Tensor apply(Tensor x, Tensor indices) {
    return named(() -> unpool(x, indices, sizes(x)));
  }

  /** To these sizes, one for each dimension after the channels: those of the pool's input. */
  public final Tensor apply(Tensor x, Tensor indices, long... outputSize) {
    return named(() -> {
      long[] usual = sizes(x);
      for (int i = 0; i < usual.length; i++) {
        if (outputSize.length != usual.length || Math.abs(outputSize[i] - usual[i]) >= stride[i]) {
          throw new EngineException("output_size is " + Arrays.toString(outputSize)
              + " for the input " + Arrays.toString(x.shape()) + ": each must lie less than the"
              + " stride " + Arrays.toString(stride) + " from " + Arrays.toString(usual));
        }
      }
      return unpool(x, indices, outputSize);
    });
  }

  private long[] sizes(Tensor x) {
    InputShape.require(
        x.dim() > kernel.length && x.dim() <= kernel.length + 2,
        x,
        "[n, channels] and " + kernel.length + " dimensions more");
    long[] sizes = new long[kernel.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = (x.size(i - sizes.length) - 1) * stride[i] - 2 * padding[i] + kernel[i];
    }
    return sizes;
  }

  private Tensor unpool(Tensor x, Tensor indices, long[] sizes) {
    return switch (sizes.length) {
      case 1 ->
        UNPOOL_2D
            .call(x.unsqueeze(-1), indices.unsqueeze(-1), new long[] {sizes[0], 1})
            .get(0)
            .squeeze(-1);
      case 2 -> UNPOOL_2D.call(x, indices, sizes).get(0);
      default -> UNPOOL_3D.call(x, indices, sizes, stride, padding).get(0);
    };
  }

  @Override
  protected String arguments() {
    return "kernel_size=" + Sizes.text(kernel) + ", stride=" + Sizes.text(stride) + ", padding="
        + Sizes.text(padding);
  }
}
