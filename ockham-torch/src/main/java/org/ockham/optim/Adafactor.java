package org.ockham.optim;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.nn.Parameter;

/**
 * Adam without momentum that remembers, of a matrix's squared gradients, only the means of rows R and columns C: with 1 − β̂ = t^γ,
 * V = RC / mean(R), U = g / √V, Û = U / max(1, RMS(U) / d), θ ← θ − max(ε₂, RMS(θ)) · min(η, 1/√t) · Û (Shazeer, Stern 2018, <a
 * href="https://arxiv.org/abs/1804.04235">arXiv:1804.04235</a>). Weight decay is decoupled: θ ← θ − ηλθ first. ε₁ is the type's
 * machine precision.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Adafactor.html">torch.optim.Adafactor</a>
 *
 * @param rate the learning rate η; default 0.01
 * @param beta2Decay γ, below 0: how the memory lengthens; default -0.8
 * @param eps2 ε₂, the least scale of a parameter; default 0.001
 * @param d d, where updates are clipped, at least 1; default 1.0
 * @param weightDecay λ; default 0
 */
public record Adafactor(double rate, double beta2Decay, double eps2, double d, double weightDecay)
    implements OptimizerConfig {

  public Adafactor {
    Check.notNegative("rate", rate);
    Check.finite("beta2Decay", beta2Decay);
    Check.notNegative("eps2", eps2);
    if (!(d >= 1 && d < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("d is " + d + ": it must be finite and at least 1");
    }
    Check.notNegative("weightDecay", weightDecay);
    if (beta2Decay > 0) {
      throw new IllegalArgumentException("beta2Decay is " + beta2Decay + ": it must be at most 0");
    }
  }

  /** This rate, all else at its default. */
  public static Adafactor rate(double rate) {
    return new Adafactor(rate, -0.8, 0.001, 1.0, 0);
  }

  /** The same with this beta2Decay. */
  public Adafactor beta2Decay(double beta2Decay) {
    return new Adafactor(rate, beta2Decay, eps2, d, weightDecay);
  }

  /** The same with this eps2. */
  public Adafactor eps2(double eps2) {
    return new Adafactor(rate, beta2Decay, eps2, d, weightDecay);
  }

  /** The same with this d. */
  public Adafactor d(double d) {
    return new Adafactor(rate, beta2Decay, eps2, d, weightDecay);
  }

  @Override
  public Adafactor weightDecay(double weightDecay) {
    return new Adafactor(rate, beta2Decay, eps2, d, weightDecay);
  }

  @Override
  public Optimizer over(Map<String, Parameter> parameters) {
    return new ParameterwiseAdafactor(parameters, this);
  }
}
