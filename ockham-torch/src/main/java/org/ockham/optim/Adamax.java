package org.ockham.optim;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.nn.Parameter;

/**
 * Adam with the largest gradient seen in place of the mean square: m ← β₁m + (1 − β₁)g, u ← max(β₂u, |g| + ε), θ ← θ − η / (1 −
 * β₁ᵗ) · m / u (Kingma, Ba 2015, <a href="https://arxiv.org/abs/1412.6980">arXiv:1412.6980</a>, section 7.1). Weight decay is
 * coupled: g ← g + λθ first.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Adamax.html">torch.optim.Adamax</a>
 *
 * @param rate the learning rate η; default 0.002
 * @param beta1 decay of the mean gradient; default 0.9
 * @param beta2 decay of the largest gradient; default 0.999
 * @param eps ε, added to the denominator; default 1e-8, at least {@link #LEAST_EPS}
 * @param weightDecay λ; default 0
 */
public record Adamax(double rate, double beta1, double beta2, double eps, double weightDecay)
    implements OptimizerConfig {

  public Adamax {
    Check.notNegative("rate", rate);
    Check.decay("beta1", beta1);
    Check.decay("beta2", beta2);
    Check.atLeast("eps", eps, LEAST_EPS);
    Check.notNegative("weightDecay", weightDecay);
  }

  /** This rate, all else at its default. */
  public static Adamax rate(double rate) {
    return new Adamax(rate, 0.9, 0.999, 1e-8, 0);
  }

  /** The same with these. */
  public Adamax betas(double beta1, double beta2) {
    return new Adamax(rate, beta1, beta2, eps, weightDecay);
  }

  /** The same with this eps. */
  public Adamax eps(double eps) {
    return new Adamax(rate, beta1, beta2, eps, weightDecay);
  }

  @Override
  public Adamax weightDecay(double weightDecay) {
    return new Adamax(rate, beta1, beta2, eps, weightDecay);
  }

  @Override
  public Optimizer over(Map<String, Parameter> parameters) {
    return new ElementwiseAdamax(parameters, this);
  }
}
