package org.ockham.tensor;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The operations of layers and losses as functions, as PyTorch's {@code torch.nn.functional}: what the layers of {@code
 * org.ockham.nn} and the losses of {@code org.ockham.loss} call, and a user's own may. Shapes that do not fit are refused
 * with an {@link EngineException}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/nn.functional.html">torch.nn.functional</a>
 */
public final class Functional {

  /** How libtorch refuses a label. */
  private static final Pattern LABEL = Pattern.compile("Target (-?\\d+) is out of bounds");

  private Functional() {}

  /** x · Wᵀ + b: [*, in] with W [out, in] and b [out] → [*, out]. */
  public static Tensor linear(Tensor x, Tensor weight, @Nullable Tensor bias) {
    return Op.call(2, "aten::linear", x, weight, bias);
  }

  /**
   * Cross-correlation, y[n, o, i, j] = b[o] + Σ W[o, c, k, l] · x[n, c, stride · i + dilation · k − padding, …]: [n, in, h, w]
   * with W [out, in / groups, kh, kw] and b [out] → [n, out, h', w'], h' = ⌊(h + 2 · padding − dilation · (kh − 1) − 1) /
   * stride⌋ + 1. Pairs are (height, width).
   */
  public static Tensor conv2d(
      Tensor x,
      Tensor weight,
      @Nullable Tensor bias,
      long[] stride,
      long[] padding,
      long[] dilation,
      long groups) {
    return Op.call(2, "aten::conv2d", x, weight, bias, stride, padding, dilation, groups);
  }

  /**
   * The largest of each window: [n, c, h, w] → [n, c, h', w'], h' = ⌊(h + 2 · padding − kernel) / stride⌋ + 1. Pairs are
   * (height, width); the padding is −∞ and at most half the kernel.
   */
  public static Tensor maxPool2d(Tensor x, long[] kernel, long[] stride, long[] padding) {
    return Op.call(1, "aten::max_pool2d", x, kernel, stride, padding, new long[] {1, 1}, false);
  }

  /**
   * (x − mean) / √(variance + eps) · weight + bias for each channel c of [n, c, *]; all others are [c] (Ioffe, Szegedy
   * 2015). In training the statistics are the batch's, and the running ones move towards them by momentum (the variance as
   * that of a sample, divided by n − 1); else they are the running ones.
   */
  public static Tensor batchNorm(
      Tensor x,
      @Nullable Tensor weight,
      @Nullable Tensor bias,
      @Nullable Tensor runningMean,
      @Nullable Tensor runningVariance,
      boolean training,
      double momentum,
      double eps) {
    return Op.call(
        1,
        "aten::batch_norm",
        x,
        weight,
        bias,
        runningMean,
        runningVariance,
        training,
        momentum,
        eps,
        false);
  }

  /** (x − mean) / √(variance + eps) · weight + bias over the last dimensions, which have this shape (Ba et al. 2016). */
  public static Tensor layerNorm(
      Tensor x, long[] shape, @Nullable Tensor weight, @Nullable Tensor bias, double eps) {
    return Op.call(1, "aten::layer_norm", x, shape, weight, bias, eps, false);
  }

  /**
   * −Σ q[c] · ln softmax(x)[c] for each sample: x [n, classes] or [n, classes, *].
   *
   * @param target labels, INT64 [n] or [n, *], or probabilities in x's shape
   * @param weight of each class, [classes]; the mean is then a weighted one
   * @param ignoreIndex the label of samples that do not count; PyTorch's default is −100
   * @param labelSmoothing ε of q = (1 − ε) · target + ε / classes
   */
  public static Tensor crossEntropy(
      Tensor x,
      Tensor target,
      @Nullable Tensor weight,
      Reduction reduction,
      long ignoreIndex,
      double labelSmoothing) {
    try {
      return Op.call(
          2,
          "aten::cross_entropy_loss",
          x,
          target,
          weight,
          reduction.code,
          ignoreIndex,
          labelSmoothing);
    } catch (EngineException e) {
      Matcher label = LABEL.matcher(String.valueOf(e.getMessage()));
      if (label.find()) {
        throw new EngineException(
            "crossEntropy: a label is " + label.group(1) + ", but " + x.size(1)
                + " outputs are for labels from 0 to " + (x.size(1) - 1)
                + ": give the network an output for each class");
      }
      throw e;
    }
  }

  /** (x − target)² of each element. */
  public static Tensor mseLoss(Tensor x, Tensor target, Reduction reduction) {
    sameShape("mseLoss", x, target);
    return Op.call("aten::mse_loss", x, target, reduction.code);
  }

  /** −w · [p · target · ln σ(x) + (1 − target) · ln(1 − σ(x))] of each element, p the weight of positives. */
  public static Tensor bceWithLogits(
      Tensor x,
      Tensor target,
      @Nullable Tensor weight,
      @Nullable Tensor positiveWeight,
      Reduction reduction) {
    sameShape("bceWithLogits", x, target);
    return Op.call(
        2,
        "aten::binary_cross_entropy_with_logits",
        x,
        target,
        weight,
        positiveWeight,
        reduction.code);
  }

  /** Spreading one over the other is a mistake more often than not: PyTorch warns, we refuse. */
  private static void sameShape(String name, Tensor x, Tensor target) {
    if (!Arrays.equals(x.shape(), target.shape())) {
      throw new EngineException(name + ": x has shape " + Arrays.toString(x.shape())
          + " and the target " + Arrays.toString(target.shape()) + ": they must be the same");
    }
  }
}
