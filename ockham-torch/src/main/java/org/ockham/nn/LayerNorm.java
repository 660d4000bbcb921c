package org.ockham.nn;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.tensor.Functional;
import org.ockham.tensor.Tensor;

/**
 * y = (x − E[x]) / √(Var[x] + ε) · γ + β with mean and variance over the last dimensions of each sample by itself, so that
 * training and evaluation are alike. Defaults: ε = 1e-5, γ = 1, β = 0 (Ba, Kiros, Hinton 2016, <a
 * href="https://arxiv.org/abs/1607.06450">arXiv:1607.06450</a>).
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.LayerNorm.html">torch.nn.LayerNorm</a>
 */
public final class LayerNorm extends Layer {

  private final long[] shape;
  private final double eps;
  private final @Nullable Parameter weight;
  private final @Nullable Parameter bias;

  /** Over the last dimensions, which have this shape. */
  public LayerNorm(long... shape) {
    this(1e-5, true, true, shape);
  }

  /**
   * Without γ and β, or without β alone, where told so.
   *
   * @param eps added to the variance
   * @param affine whether γ is learnt, and β if there is one
   * @param bias whether there is β
   */
  public LayerNorm(double eps, boolean affine, boolean bias, long... shape) {
    if (shape.length == 0) {
      throw new IllegalArgumentException(
          "normalized_shape is empty: give the sizes of the last dimensions");
    }
    for (long size : shape) {
      Check.positive("normalized_shape", size);
    }
    this.eps = Check.positive("eps", eps);
    this.shape = shape.clone();
    this.weight = affine ? parameter("weight", Init.ones(), shape) : null;
    this.bias = affine && bias ? parameter("bias", Init.zeros(), shape) : null;
  }

  @Override
  protected Tensor forward(Tensor x) {
    return Functional.layerNorm(
        x, shape, weight == null ? null : weight.value(), bias == null ? null : bias.value(), eps);
  }

  @Override
  protected String arguments() {
    return Arrays.toString(shape) + ", eps=" + eps
        + (weight == null ? ", elementwise_affine=false" : "")
        + (weight != null && bias == null ? ", bias=false" : "");
  }
}
