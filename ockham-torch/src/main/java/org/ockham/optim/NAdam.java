package org.ockham.optim;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.nn.Parameter;

/**
 * Adam with Nesterov's momentum: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², μₜ = β₁(1 − ½ · 0.96^(tψ)), Mₜ = μ₁ ⋯ μₜ,
 * θ ← θ − η · (g(1 − μₜ) / (1 − Mₜ) + m · μₜ₊₁ / (1 − Mₜμₜ₊₁)) / (√v̂ + ε) with v̂ = v / (1 − β₂ᵗ) (Dozat 2016, <a
 * href="https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ">Incorporating Nesterov Momentum into Adam</a>). Coupled weight
 * decay: g ← g + λθ first.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.NAdam.html">torch.optim.NAdam</a>
 *
 * @param rate the learning rate η; default 0.002
 * @param beta1 decay of the mean gradient; default 0.9
 * @param beta2 decay of the mean squared gradient; default 0.999
 * @param eps ε, added to the denominator; default 1e-8, at least {@link #LEAST_EPS}
 * @param weightDecay λ; default 0
 * @param momentumDecay ψ, how slowly the momentum warms up; default 0.004
 * @param decoupled whether weight decay is apart from the gradient, θ ← θ − ηλθ as in {@link AdamW}; default false
 */
public record NAdam(
    double rate,
    double beta1,
    double beta2,
    double eps,
    double weightDecay,
    double momentumDecay,
    boolean decoupled)
    implements OptimizerConfig {

  public NAdam {
    Check.notNegative("rate", rate);
    Check.decay("beta1", beta1);
    Check.decay("beta2", beta2);
    Check.atLeast("eps", eps, LEAST_EPS);
    Check.notNegative("weightDecay", weightDecay);
    Check.notNegative("momentumDecay", momentumDecay);
  }

  /** This rate, all else at its default. */
  public static NAdam rate(double rate) {
    return new NAdam(rate, 0.9, 0.999, 1e-8, 0, 0.004, false);
  }

  /** The same with these. */
  public NAdam betas(double beta1, double beta2) {
    return new NAdam(rate, beta1, beta2, eps, weightDecay, momentumDecay, decoupled);
  }

  /** The same with this eps. */
  public NAdam eps(double eps) {
    return new NAdam(rate, beta1, beta2, eps, weightDecay, momentumDecay, decoupled);
  }

  @Override
  public NAdam weightDecay(double weightDecay) {
    return new NAdam(rate, beta1, beta2, eps, weightDecay, momentumDecay, decoupled);
  }

  /** The same with this momentumDecay. */
  public NAdam momentumDecay(double momentumDecay) {
    return new NAdam(rate, beta1, beta2, eps, weightDecay, momentumDecay, decoupled);
  }

  /** The same with this decoupled. */
  public NAdam decoupled(boolean decoupled) {
    return new NAdam(rate, beta1, beta2, eps, weightDecay, momentumDecay, decoupled);
  }

  @Override
  public Optimizer over(Map<String, Parameter> parameters) {
    return new ElementwiseNAdam(parameters, this);
  }
}
