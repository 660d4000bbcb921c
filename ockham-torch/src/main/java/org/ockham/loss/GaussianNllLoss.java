package org.ockham.loss;

import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/**
 * ½ · (ln max(v, ε) + (mean − target)² / max(v, ε)), averaged over all elements: the negative log-likelihood under normal
 * distributions of which the network gives mean and variance v. v has the target's shape, or one number for each row (Nix,
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

  public GaussianNllLoss withFull(boolean full) {
    return new GaussianNllLoss(full, eps, reduction);
  }

  public GaussianNllLoss withEps(double eps) {
    return new GaussianNllLoss(full, eps, reduction);
  }

  public GaussianNllLoss withReduction(Reduction reduction) {
    return new GaussianNllLoss(full, eps, reduction);
  }

  /** The loss, a scalar unless the reduction is none. */
  public Tensor apply(Tensor mean, Tensor target, Tensor variance) {
    Check.sameShape("GaussianNllLoss", "mean", mean, "target", target);
    // The bound is applied without gradient, or a variance below it would never grow again.
    Tensor bound = variance.detach().clamp(eps, null).sub(variance.detach());
    Tensor v = variance.add(bound);
    Tensor loss = v.log().add(mean.sub(target).square().div(v)).mul(0.5);
    return Check.reduce(full ? loss.add(0.5 * Math.log(2 * Math.PI)) : loss, reduction);
  }
}
