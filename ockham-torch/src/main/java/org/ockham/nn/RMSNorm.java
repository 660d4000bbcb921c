package org.ockham.nn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Tensor;

/**
 * y = x / √(E[x²] + ε) · γ over the last dimensions of each sample by itself: a layer norm that neither centres nor shifts.
 * By default ε is the smallest step from one of the input's type, 1.2e-7 for FLOAT32 (Zhang, Sennrich 2019, <a
 * href="https://arxiv.org/abs/1910.07467">arXiv:1910.07467</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.RMSNorm.html">torch.nn.RMSNorm</a>
 */
public final class RMSNorm extends Layer {

  private static final Operator RMS_NORM = Operator.named("aten::rms_norm");

  private final long[] shape;
  private final @Nullable Double eps;
  private final @Nullable Parameter weight;

  /** Over the last dimensions, which have this shape. */
  public RMSNorm(long... shape) {
    this(null, true, shape);
  }

  /** Without γ where affine is false; eps null is the default. */
  public RMSNorm(@Nullable Double eps, boolean affine, long... shape) {
    if (shape.length == 0) {
      throw new IllegalArgumentException(
          "normalized_shape is empty: give the sizes of the last dimensions");
    }
    for (long size : shape) {
      Check.positive("normalized_shape", size);
    }
    this.eps = eps == null ? null : Check.positive("eps", eps);
    this.shape = shape.clone();
    weight = affine ? parameter("weight", Init.ones(), shape) : null;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return RMS_NORM.call(x, shape, weight == null ? null : weight.value(), eps).get(0);
  }

  @Override
  protected String arguments() {
    return Arrays.toString(shape)
        + (eps == null ? "" : ", eps=" + eps)
        + (weight == null ? ", elementwise_affine=false" : "");
  }
}
