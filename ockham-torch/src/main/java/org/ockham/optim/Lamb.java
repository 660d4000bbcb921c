package org.ockham.optim;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.nn.Parameter;
import org.ockham.optim.Slots.Slot;
import org.ockham.tensor.Tensor;

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
    implements GradientConfig {

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
    return Copy.of(this, Map.of("beta1", beta1, "beta2", beta2));
  }

  /** The same with this eps. */
  public Lamb eps(double eps) {
    return Copy.of(this, "eps", eps);
  }

  @Override
  public Lamb weightDecay(double weightDecay) {
    return Copy.of(this, "weightDecay", weightDecay);
  }

  @Override
  public List<Rule> rules(Map<String, Parameter> parameters) {
    return List.of(new Step(new ParameterGroup(parameters, rate, OptionalDouble.of(beta1))));
  }

  private final class Step extends ParameterwiseRule {

    private final Slot means = slot("exp_avg");
    private final Slot squares = slot("exp_avg_sq");

    Step(ParameterGroup group) {
      super(group);
    }

    @Override
    void update(int i, Tensor value, Tensor gradient, int t) {
      Tensor mean = means.of(i).lerp_(gradient, 1 - momentum());
      Tensor square = squares.of(i).mul_(beta2).addcmul_(gradient, gradient, 1 - beta2);
      double root = Math.sqrt(1 - Math.pow(beta2, t));
      // m̂ / (√v̂ + ε) = (√c₂ / c₁) · m / (√v + ε√c₂)
      Tensor step = square.sqrt().add_(eps * root);
      step = mean.div(step).mul_(root / (1 - Math.pow(momentum(), t)));
      if (weightDecay != 0) {
        step.add_(value, weightDecay);
      }
      double size = Norm.of(value);
      double length = Norm.of(step);
      double ratio = size > 0 && length > 0 ? size / length : 1;
      value.add_(step, -rate() * ratio);
    }
  }
}
