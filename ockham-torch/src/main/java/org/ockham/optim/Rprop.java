package org.ockham.optim;

import java.util.Map;
import org.ockham.check.Check;
import org.ockham.nn.Parameter;

/**
 * Each number has a step of its own, which grows by η₊ while its gradient keeps its sign and shrinks by η₋ when that turns: θ ← θ −
 * sign(g) · s; where the sign turned, the number rests for a step (Riedmiller, Braun 1993, <a
 * href="https://doi.org/10.1109/ICNN.1993.298623">ICNN</a>). For full batches only: it looks at nothing but signs. The rate
 * that holds at a parameter's first step is its step size then; changing it later does nothing.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Rprop.html">torch.optim.Rprop</a>
 *
 * @param rate the first step size; default 0.01
 * @param etaMinus η₋, in (0, 1); default 0.5
 * @param etaPlus η₊, above 1; default 1.2
 * @param minStep the least step; default 1e-6
 * @param maxStep the largest step; default 50
 */
public record Rprop(double rate, double etaMinus, double etaPlus, double minStep, double maxStep)
    implements OptimizerConfig {

  public Rprop {
    Check.notNegative("rate", rate);
    Check.positive("etaMinus", etaMinus);
    Check.positive("etaPlus", etaPlus);
    Check.notNegative("minStep", minStep);
    Check.notNegative("maxStep", maxStep);
    if (etaMinus >= 1 || etaPlus <= 1) {
      throw new IllegalArgumentException("etas are " + etaMinus + " and " + etaPlus
          + ": the first must lie in (0, 1), the second above 1");
    }
    if (minStep > maxStep) {
      throw new IllegalArgumentException("minStep is " + minStep + " and maxStep " + maxStep
          + ": the first must not be above the second");
    }
  }

  /** This rate, all else at its default. */
  public static Rprop rate(double rate) {
    return new Rprop(rate, 0.5, 1.2, 1e-6, 50);
  }

  /** The same with these. */
  public Rprop etas(double etaMinus, double etaPlus) {
    return new Rprop(rate, etaMinus, etaPlus, minStep, maxStep);
  }

  /** The same with these. */
  public Rprop steps(double minStep, double maxStep) {
    return new Rprop(rate, etaMinus, etaPlus, minStep, maxStep);
  }

  @Override
  public Optimizer over(Map<String, Parameter> parameters) {
    return new ElementwiseRprop(parameters, this);
  }
}
