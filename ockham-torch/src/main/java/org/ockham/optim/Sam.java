package org.ockham.optim;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.nn.Parameter;

/**
 * Sharpness-aware minimisation around another optimiser: it steps with the gradient at θ + ε, where ε = ρ · g / ‖g‖ is the
 * direction in which the loss grows fastest, so that minima are sought whose neighbourhood is low too (Foret et al. 2021, <a
 * href="https://arxiv.org/abs/2010.01412">arXiv:2010.01412</a>); adaptive, ε = ρ · θ²g / ‖θg‖ (Kwon et al. 2021, <a
 * href="https://arxiv.org/abs/2102.11600">arXiv:2102.11600</a>). The norm is over all parameters together.
 *
 * <p>It evaluates the loss twice a step: call {@link Optimizer#step(java.util.function.Supplier)}. Statistics of batch
 * normalisation see both. PyTorch has no SAM.
 *
 * @param base the optimiser that steps
 * @param rho ρ, how far it looks; default 0.05
 * @param adaptive whether by each parameter's size; default false
 */
public record Sam(OptimizerConfig base, double rho, boolean adaptive) implements OptimizerConfig {

  public Sam {
    Check.positive("rho", rho);
  }

  /** Around this optimiser, all else at its default. */
  public static Sam around(OptimizerConfig base) {
    return new Sam(base, 0.05, false);
  }

  /** The same with this ρ. */
  public Sam rho(double rho) {
    return new Sam(base, rho, adaptive);
  }

  /** The same, adaptive or not. */
  public Sam adaptive(boolean adaptive) {
    return new Sam(base, rho, adaptive);
  }

  /** The base optimiser's. */
  @Override
  public double rate() {
    return base.rate();
  }

  @Override
  public Sam weightDecay(double weightDecay) {
    return new Sam(base.weightDecay(weightDecay), rho, adaptive);
  }

  @Override
  public Optimizer over(Map<String, Parameter> parameters) {
    return new SharpnessAware(parameters, this);
  }
}
