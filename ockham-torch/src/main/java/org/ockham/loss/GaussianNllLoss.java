package org.ockham.loss;

import java.util.Arrays;
import org.ockham.check.Check;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/**
 * ½ · (ln max(v, ε) + (mean − target)² / max(v, ε)), averaged over all elements: the negative log-likelihood under normal
 * distributions of which the network gives mean and variance v. v has the mean's shape, or is one number for what lies along one
 * dimension: for means [n, features] one a row, [n] or [n, 1], or one a column, [1, features]; or it is one number for all (Nix,
 * Weigend 1994). As a {@link Loss}, where outputs are pairs: {@code (y, t) -> loss.apply(y.select(1, 0), t, y.select(1,
 * 1).exp())}.
 *
 * @param full whether to add the constant ½ · ln 2π; default false
 * @param eps ε; default 1e-6
 * @param reduction how the elements' losses are joined; default mean
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.GaussianNLLLoss.html">torch.nn.GaussianNLLLoss</a>
 */
public record GaussianNllLoss(boolean full, double eps, Reduction reduction) {

  public GaussianNllLoss {
    Check.positive("eps", eps);
  }

  /** All defaults. */
  public GaussianNllLoss() {
    this(false, 1e-6, Reduction.MEAN);
  }

  public GaussianNllLoss full(boolean full) {
    return new GaussianNllLoss(full, eps, reduction);
  }

  public GaussianNllLoss eps(double eps) {
    return new GaussianNllLoss(full, eps, reduction);
  }

  public GaussianNllLoss reduction(Reduction reduction) {
    return new GaussianNllLoss(full, eps, reduction);
  }

  /** The loss under one variance for all, a scalar unless the reduction is none. */
  public Tensor apply(Tensor mean, Tensor target, double variance) {
    return apply(mean, target, Tensor.full(mean.dtype(), variance, mean.shape()).to(mean.device()));
  }

  /**
   * The loss, a scalar unless the reduction is none.
   *
   * @throws EngineException if shapes do not fit or a variance is negative
   */
  public Tensor apply(Tensor mean, Tensor target, Tensor variance) {
    Inputs.sameShape("GaussianNllLoss", "mean", mean, "target", target);
    Tensor spread = spread(variance, mean);
    // The bound is applied without gradient, or a variance below it would never grow again.
    Tensor v = spread.copy();
    try (NoGrad off = NoGrad.on()) {
      if (spread.lt(0).any().itemLong() != 0) {
        throw new EngineException("GaussianNllLoss: a variance is negative, the least "
            + spread.min().item() + ": let the network give its logarithm, or take softplus");
      }
      v.clamp_(eps, null);
    }
    Tensor loss = v.log().add(mean.sub(target).square().div(v)).mul(0.5);
    return Elements.reduce(full ? loss.add(0.5 * Math.log(2 * Math.PI)) : loss, reduction);
  }

  /** The variance in a shape that spreads over the mean's along at most one dimension; else a mistake is likelier. */
  private static Tensor spread(Tensor variance, Tensor mean) {
    long[] own = variance.shape();
    long[] shape = mean.shape();
    if (own.length == shape.length - 1 && Arrays.equals(own, Arrays.copyOf(shape, own.length))) {
      return variance.unsqueeze(-1);
    }
    boolean fits = own.length == shape.length;
    int spread = 0;
    for (int i = 0; fits && i < own.length; i++) {
      spread += own[i] == shape[i] ? 0 : 1;
      fits = own[i] == shape[i] || (own[i] == 1 && spread == 1);
    }
    if (!fits) {
      throw new EngineException("GaussianNllLoss: the mean has shape " + Arrays.toString(shape)
          + " and the variance " + Arrays.toString(own) + ": it must have that shape, or lack its"
          + " last dimension, or be 1 along one; or give one number for all");
    }
    return variance;
  }
}
