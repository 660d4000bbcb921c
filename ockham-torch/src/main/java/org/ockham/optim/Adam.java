package org.ockham.optim;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.nn.Parameter;

/**
 * m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², θ ← θ − η · m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ) (Kingma, Ba
 * 2015, <a href="https://arxiv.org/abs/1412.6980">arXiv:1412.6980</a>). Weight decay is coupled: g ← g + λθ first, so that
 * the penalty is λ/2 · |θ|².
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html">torch.optim.Adam</a>
 *
 * @param rate the learning rate η; default 1e-3
 * @param beta1 decay of the mean gradient; default 0.9
 * @param beta2 decay of the mean squared gradient; default 0.999
 * @param eps ε, below which gradients are taken for noise; default 1e-8, at least {@link #LEAST_EPS}
 * @param weightDecay λ; default 0
 * @param amsgrad whether v̂ never falls (Reddi et al. 2018); default false
 */
public record Adam(
    double rate, double beta1, double beta2, double eps, double weightDecay, boolean amsgrad)
    implements OptimizerConfig {

  public Adam {
    Check.notNegative("rate", rate);
    Check.decay("beta1", beta1);
    Check.decay("beta2", beta2);
    Check.atLeast("eps", eps, LEAST_EPS);
    Check.notNegative("weightDecay", weightDecay);
  }

  /** This rate, all else at its default. */
  public static Adam rate(double rate) {
    return new Adam(rate, 0.9, 0.999, 1e-8, 0, false);
  }

  public Adam betas(double beta1, double beta2) {
    return new Adam(rate, beta1, beta2, eps, weightDecay, amsgrad);
  }

  public Adam eps(double eps) {
    return new Adam(rate, beta1, beta2, eps, weightDecay, amsgrad);
  }

  @Override
  public Adam weightDecay(double weightDecay) {
    return new Adam(rate, beta1, beta2, eps, weightDecay, amsgrad);
  }

  public Adam amsgrad(boolean amsgrad) {
    return new Adam(rate, beta1, beta2, eps, weightDecay, amsgrad);
  }

  @Override
  public Optimizer over(Map<String, Parameter> parameters) {
    return new FusedAdam(
        "aten::_fused_adam_", parameters, rate, beta1, beta2, eps, weightDecay, amsgrad);
  }
}
