package org.ockham.optim;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.nn.Parameter;

/**
 * Stochastic gradient descent: g ← g + λθ; b ← μb + (1 − τ)g (b = g at first); θ ← θ − η · b, with Nesterov's momentum θ ← θ −
 * η · (g + μb) (Sutskever et al. 2013, <a href="https://proceedings.mlr.press/v28/sutskever13.html">ICML</a>). Weight decay
 * adds λθ to the gradient: the penalty is λ/2 · |θ|².
 *
 * @param rate the learning rate η; default 1e-3
 * @param momentum μ; default 0
 * @param dampening τ; default 0
 * @param weightDecay λ; default 0
 * @param nesterov whether the momentum looks ahead; needs momentum and no dampening; default false
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html">torch.optim.SGD</a>
 */
public record Sgd(
    double rate, double momentum, double dampening, double weightDecay, boolean nesterov)
    implements OptimizerConfig {

  public Sgd {
    Check.notNegative("rate", rate);
    Check.decay("momentum", momentum);
    Check.finite("dampening", dampening);
    Check.notNegative("weightDecay", weightDecay);
    if (nesterov && (momentum == 0 || dampening != 0)) {
      throw new IllegalArgumentException("nesterov with momentum " + momentum + " and dampening "
          + dampening + ": it needs a momentum above 0 and no dampening");
    }
  }

  /** This rate, all else at its default. */
  public static Sgd rate(double rate) {
    return new Sgd(rate, 0, 0, 0, false);
  }

  public Sgd momentum(double momentum) {
    return new Sgd(rate, momentum, dampening, weightDecay, nesterov);
  }

  public Sgd dampening(double dampening) {
    return new Sgd(rate, momentum, dampening, weightDecay, nesterov);
  }

  @Override
  public Sgd weightDecay(double weightDecay) {
    return new Sgd(rate, momentum, dampening, weightDecay, nesterov);
  }

  public Sgd nesterov(boolean nesterov) {
    return new Sgd(rate, momentum, dampening, weightDecay, nesterov);
  }

  @Override
  public Optimizer over(Map<String, Parameter> parameters) {
    return dampening == 0 || momentum == 0
        ? new FusedSgd(parameters, this)
        : new DampenedSgd(parameters, this);
  }
}
