package org.ockham.tensor.internal;

import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/** The fused operations of neural networks: layers and losses. */
public final class Neural {

  private Neural() {}

  public static Handle linear(Handle x, Handle weight, @Nullable Handle bias) {
    return Handle.of(torch.linear(x.tensor, weight.tensor, optional(bias)));
  }

  public static Handle conv2d(
      Handle x,
      Handle weight,
      @Nullable Handle bias,
      long[] stride,
      long[] padding,
      long[] dilation,
      long groups) {
    return Handle.of(
        torch.conv2d(x.tensor, weight.tensor, optional(bias), stride, padding, dilation, groups));
  }

  public static Handle maxPool2d(
      Handle x, long[] kernel, long[] stride, long[] padding, long[] dilation, boolean ceil) {
    return Handle.of(torch.max_pool2d(x.tensor, kernel, stride, padding, dilation, ceil));
  }

  public static Handle batchNorm(
      Handle x,
      @Nullable Handle weight,
      @Nullable Handle bias,
      @Nullable Handle mean,
      @Nullable Handle variance,
      boolean training,
      double momentum,
      double eps) {
    return Handle.of(torch.batch_norm(
        x.tensor,
        optional(weight),
        optional(bias),
        optional(mean),
        optional(variance),
        training,
        momentum,
        eps,
        false));
  }

  public static Handle layerNorm(
      Handle x, long[] shape, @Nullable Handle weight, @Nullable Handle bias, double eps) {
    return Handle.of(
        torch.layer_norm(x.tensor, shape, optional(weight), optional(bias), eps, false));
  }

  /** Reduction: 0 none, 1 mean, 2 sum. */
  public static Handle crossEntropy(
      Handle x,
      Handle target,
      @Nullable Handle weight,
      long reduction,
      long ignoreIndex,
      double smoothing) {
    return Handle.of(torch.cross_entropy_loss(
        x.tensor, target.tensor, optional(weight), reduction, ignoreIndex, smoothing));
  }

  public static Handle mse(Handle x, Handle target, long reduction) {
    return Handle.of(torch.mse_loss(x.tensor, target.tensor, reduction));
  }

  public static Handle bceWithLogits(
      Handle x,
      Handle target,
      @Nullable Handle weight,
      @Nullable Handle positiveWeight,
      long reduction) {
    return Handle.of(torch.binary_cross_entropy_with_logits(
        x.tensor, target.tensor, optional(weight), optional(positiveWeight), reduction));
  }

  private static TensorOptional optional(@Nullable Handle handle) {
    return handle == null ? new TensorOptional() : new TensorOptional(handle.tensor);
  }
}
