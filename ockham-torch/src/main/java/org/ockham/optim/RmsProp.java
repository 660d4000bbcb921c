package org.ockham.optim;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.nn.Parameter;

/**
 * v ← αv + (1 − α)g², θ ← θ − η · g / (√v + ε); centred, v − ā² stands for v, where ā ← αā + (1 − α)g; with momentum, b ← μb + g /
 * (√v + ε) and θ ← θ − η · b (Hinton 2012, <a
 * href="https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf">lecture 6e</a>; centred: Graves 2013, <a
 * href="https://arxiv.org/abs/1308.0850">arXiv:1308.0850</a>). Weight decay is coupled: g ← g + λθ first.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.RMSprop.html">torch.optim.RMSprop</a>
 *
 * @param rate the learning rate η; default 0.01
 * @param alpha α, decay of the mean square; default 0.99
 * @param eps ε, added to the denominator; default 1e-8, at least {@link #LEAST_EPS}
 * @param weightDecay λ; default 0
 * @param momentum μ; default 0
 * @param centered whether the variance is used in place of the mean square; default false
 */
public record RmsProp(
    double rate, double alpha, double eps, double weightDecay, double momentum, boolean centered)
    implements OptimizerConfig {

  public RmsProp {
    Check.notNegative("rate", rate);
    Check.decay("alpha", alpha);
    Check.atLeast("eps", eps, LEAST_EPS);
    Check.notNegative("weightDecay", weightDecay);
    Check.decay("momentum", momentum);
  }

  /** This rate, all else at its default. */
  public static RmsProp rate(double rate) {
    return new RmsProp(rate, 0.99, 1e-8, 0, 0, false);
  }

  /** The same with this alpha. */
  public RmsProp alpha(double alpha) {
    return new RmsProp(rate, alpha, eps, weightDecay, momentum, centered);
  }

  /** The same with this eps. */
  public RmsProp eps(double eps) {
    return new RmsProp(rate, alpha, eps, weightDecay, momentum, centered);
  }

  @Override
  public RmsProp weightDecay(double weightDecay) {
    return new RmsProp(rate, alpha, eps, weightDecay, momentum, centered);
  }

  /** The same with this momentum. */
  public RmsProp momentum(double momentum) {
    return new RmsProp(rate, alpha, eps, weightDecay, momentum, centered);
  }

  /** The same with this centered. */
  public RmsProp centered(boolean centered) {
    return new RmsProp(rate, alpha, eps, weightDecay, momentum, centered);
  }

  @Override
  public Optimizer over(Map<String, Parameter> parameters) {
    return momentum == 0 && !centered
        ? new FusedRmsProp(parameters, this)
        : new ElementwiseRmsProp(parameters, this);
  }
}
