package org.ockham.optim;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.nn.Parameter;

/**
 * v ← ρv + (1 − ρ)g², Δ = √(u + ε) / √(v + ε) · g, u ← ρu + (1 − ρ)Δ², θ ← θ − η · Δ (Zeiler 2012, <a
 * href="https://arxiv.org/abs/1212.5701">arXiv:1212.5701</a>). Weight decay is coupled: g ← g + λθ first.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Adadelta.html">torch.optim.Adadelta</a>
 *
 * @param rate the learning rate η; default 1.0
 * @param rho ρ, decay of both mean squares; default 0.9
 * @param eps ε, added to the denominator; default 1e-6, at least {@link #LEAST_EPS}
 * @param weightDecay λ; default 0
 */
public record Adadelta(double rate, double rho, double eps, double weightDecay)
    implements OptimizerConfig {

  public Adadelta {
    Check.notNegative("rate", rate);
    Check.decay("rho", rho);
    Check.atLeast("eps", eps, LEAST_EPS);
    Check.notNegative("weightDecay", weightDecay);
  }

  /** This rate, all else at its default. */
  public static Adadelta rate(double rate) {
    return new Adadelta(rate, 0.9, 1e-6, 0);
  }

  /** The same with this rho. */
  public Adadelta rho(double rho) {
    return new Adadelta(rate, rho, eps, weightDecay);
  }

  /** The same with this eps. */
  public Adadelta eps(double eps) {
    return new Adadelta(rate, rho, eps, weightDecay);
  }

  @Override
  public Adadelta weightDecay(double weightDecay) {
    return new Adadelta(rate, rho, eps, weightDecay);
  }

  @Override
  public Optimizer over(Map<String, Parameter> parameters) {
    return new ElementwiseAdadelta(parameters, this);
  }
}
