package org.ockham.loss;

import org.ockham.check.Check;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Reduction;
import org.ockham.tensor.Tensor;

/**
 * The negative log-likelihood of counts y under Poisson distributions: eˣ − y · x where the output x is the logarithm of the
 * mean, x − y · ln(x + ε) where it is the mean; averaged over all elements.
 *
 * @param logInput whether the output is the logarithm of the mean; default true
 * @param full whether to add Stirling's approximation of ln y!, y · ln y − y + ln(2πy)/2 for y above 1; default false
 * @param eps ε; default 1e-8
 * @param reduction how the elements' losses are joined; default mean
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.PoissonNLLLoss.html">torch.nn.PoissonNLLLoss</a>
 */
public record PoissonNllLoss(boolean logInput, boolean full, double eps, Reduction reduction)
    implements Reduced {

  public PoissonNllLoss {
    Check.positive("eps", eps);
  }

  /** All defaults. */
  public PoissonNllLoss() {
    this(true, false, 1e-8, Reduction.MEAN);
  }

  public PoissonNllLoss logInput(boolean logInput) {
    return new PoissonNllLoss(logInput, full, eps, reduction);
  }

  public PoissonNllLoss full(boolean full) {
    return new PoissonNllLoss(logInput, full, eps, reduction);
  }

  public PoissonNllLoss eps(double eps) {
    return new PoissonNllLoss(logInput, full, eps, reduction);
  }

  public PoissonNllLoss reduction(Reduction reduction) {
    return new PoissonNllLoss(logInput, full, eps, reduction);
  }

  @Override
  public Tensor apply(Tensor output, Tensor target) {
    Inputs.sameShape("PoissonNllLoss", output, target);
    return Operator.named("aten::poisson_nll_loss")
        .call(output, target, logInput, full, eps, Elements.code(reduction))
        .get(0);
  }
}
