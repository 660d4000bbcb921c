package org.ockham.optim;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.nn.Parameter;

/**
 * Adam that steps like SGD with momentum until the variance of its adaptive rate can be known: ρ∞ = 2 / (1 − β₂) − 1, ρₜ = ρ∞ −
 * 2tβ₂ᵗ / (1 − β₂ᵗ); where ρₜ > 5, θ ← θ − η · m̂ · rₜ · √(1 − β₂ᵗ) / (√v + ε) with rₜ² = (ρₜ − 4)(ρₜ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ −
 * 2)ρₜ), else θ ← θ − η · m̂ (Liu et al. 2020, <a href="https://arxiv.org/abs/1908.03265">arXiv:1908.03265</a>). Coupled weight
 * decay: g ← g + λθ first.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.RAdam.html">torch.optim.RAdam</a>
 *
 * @param rate the learning rate η; default 0.001
 * @param beta1 decay of the mean gradient; default 0.9
 * @param beta2 decay of the mean squared gradient; default 0.999
 * @param eps ε, added to the denominator; default 1e-8, at least {@link #LEAST_EPS}
 * @param weightDecay λ; default 0
 * @param decoupled whether weight decay is apart from the gradient, θ ← θ − ηλθ as in {@link AdamW}; default false
 */
public record RAdam(
    double rate, double beta1, double beta2, double eps, double weightDecay, boolean decoupled)
    implements OptimizerConfig {

  public RAdam {
    Check.notNegative("rate", rate);
    Check.decay("beta1", beta1);
    Check.decay("beta2", beta2);
    Check.atLeast("eps", eps, LEAST_EPS);
    Check.notNegative("weightDecay", weightDecay);
  }

  /** This rate, all else at its default. */
  public static RAdam rate(double rate) {
    return new RAdam(rate, 0.9, 0.999, 1e-8, 0, false);
  }

  /** The same with these. */
  public RAdam betas(double beta1, double beta2) {
    return new RAdam(rate, beta1, beta2, eps, weightDecay, decoupled);
  }

  /** The same with this eps. */
  public RAdam eps(double eps) {
    return new RAdam(rate, beta1, beta2, eps, weightDecay, decoupled);
  }

  @Override
  public RAdam weightDecay(double weightDecay) {
    return new RAdam(rate, beta1, beta2, eps, weightDecay, decoupled);
  }

  /** The same with this decoupled. */
  public RAdam decoupled(boolean decoupled) {
    return new RAdam(rate, beta1, beta2, eps, weightDecay, decoupled);
  }

  @Override
  public Optimizer over(Map<String, Parameter> parameters) {
    return new ElementwiseRAdam(parameters, this);
  }
}
