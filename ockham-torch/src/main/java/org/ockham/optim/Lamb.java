package org.ockham.optim;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.nn.Parameter;

/**
 * Adam's step, scaled for each parameter by its norm, for large batches: r = m̂ / (√v̂ + ε) + λθ, θ ← θ − η · ‖θ‖ / ‖r‖ · r with the
 * ratio 1 where one of the norms is 0 (You et al. 2020, <a href="https://arxiv.org/abs/1904.00962">arXiv:1904.00962</a>). PyTorch
 * has no LAMB.
 *
 * @param rate the learning rate η; default 0.001
 * @param beta1 decay of the mean gradient; default 0.9
 * @param beta2 decay of the mean squared gradient; default 0.999
 * @param eps ε, added to the denominator; default 1e-6, at least {@link #LEAST_EPS}
 * @param weightDecay λ, decoupled, and scaled with the step; default 0
 */
public record Lamb(double rate, double beta1, double beta2, double eps, double weightDecay)
    implements OptimizerConfig {

  public Lamb {
    Check.notNegative("rate", rate);
    Check.decay("beta1", beta1);
    Check.decay("beta2", beta2);
    Check.atLeast("eps", eps, LEAST_EPS);
    Check.notNegative("weightDecay", weightDecay);
  }

  /** This rate, all else at its default. */
  public static Lamb rate(double rate) {
    return new Lamb(rate, 0.9, 0.999, 1e-6, 0);
  }

  /** The same with these. */
  public Lamb betas(double beta1, double beta2) {
    return new Lamb(rate, beta1, beta2, eps, weightDecay);
  }

  /** The same with this eps. */
  public Lamb eps(double eps) {
    return new Lamb(rate, beta1, beta2, eps, weightDecay);
  }

  @Override
  public Lamb weightDecay(double weightDecay) {
    return new Lamb(rate, beta1, beta2, eps, weightDecay);
  }

  @Override
  public Optimizer over(Map<String, Parameter> parameters) {
    return new ParameterwiseLamb(parameters, this);
  }
}
