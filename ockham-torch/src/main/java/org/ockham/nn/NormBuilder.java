package org.ockham.nn;

import java.util.function.Function;
import org.ockham.check.Check;

/**
 * Builds layers that normalise by mean and variance.
 *
 * @param <L> the layer's class
 * @param <B> the builder's own class
 */
public abstract sealed class NormBuilder<L extends Layer, B extends NormBuilder<L, B>>
    extends LayerBuilder<L, B> permits ChannelNorm.Builder, GroupNorm.Builder, LayerNorm.Builder {

  double eps = 1e-5;
  boolean affine;
  boolean bias = true;

  NormBuilder(boolean affine, Function<B, L> layer) {
    super(layer);
    this.affine = affine;
  }

  /** What is added to the variance; default 1e-5. */
  public B eps(double eps) {
    this.eps = Check.positive("eps", eps);
    return self();
  }

  /** Whether the weight γ is learnt, and the bias β if there is one (PyTorch's {@code affine}, {@code elementwise_affine}). */
  public B affine(boolean affine) {
    this.affine = affine;
    return self();
  }

  /** Whether there is β; default true. */
  public B bias(boolean bias) {
    this.bias = bias;
    return self();
  }
}
