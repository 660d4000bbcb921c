package org.ockham.optim;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.nn.Parameter;
import org.ockham.optim.Slots.Slot;
import org.ockham.tensor.Operator.Tensors;

/**
 * Adam that steps like SGD with momentum until the variance of its adaptive rate can be known: ρ∞ = 2 / (1 − β₂) − 1, ρₜ = ρ∞ −
 * 2tβ₂ᵗ / (1 − β₂ᵗ); where ρₜ > 5, θ ← θ − η · m̂ · rₜ · √(1 − β₂ᵗ) / (√v + ε) with rₜ² = (ρₜ − 4)(ρₜ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ −
 * 2)ρₜ), else θ ← θ − η · m̂ (Liu et al. 2020, <a href="https://arxiv.org/abs/1908.03265">arXiv:1908.03265</a>). Coupled weight
 * decay: g ← g + λθ first.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.RAdam.html">torch.optim.RAdam</a>
 *
 * @param rate the learning rate η; default 0.001
 * @param beta1 decay of the mean gradient; default 0.9
 * @param beta2 decay of the mean squared gradient; default 0.999
 * @param eps ε, added to the denominator; default 1e-8, at least {@link #LEAST_EPS}
 * @param weightDecay λ; default 0
 * @param decoupled whether weight decay is apart from the gradient, θ ← θ − ηλθ as in {@link AdamW}; default false
 */
public record RAdam(
    double rate, double beta1, double beta2, double eps, double weightDecay, boolean decoupled)
    implements GradientConfig {

  public RAdam {
    Check.notNegative("rate", rate);
    Check.decay("beta1", beta1);
    Check.decay("beta2", beta2);
    Check.atLeast("eps", eps, LEAST_EPS);
    Check.notNegative("weightDecay", weightDecay);
  }

  /** This rate, all else at its default. */
  public static RAdam rate(double rate) {
    return new RAdam(rate, 0.9, 0.999, 1e-8, 0, false);
  }

  /** The same with these. */
  public RAdam betas(double beta1, double beta2) {
    return Copy.of(this, Map.of("beta1", beta1, "beta2", beta2));
  }

  /** The same with this eps. */
  public RAdam eps(double eps) {
    return Copy.of(this, "eps", eps);
  }

  @Override
  public RAdam weightDecay(double weightDecay) {
    return Copy.of(this, "weightDecay", weightDecay);
  }

  /** The same with this decoupled. */
  public RAdam decoupled(boolean decoupled) {
    return Copy.of(this, "decoupled", decoupled);
  }

  @Override
  public List<Rule> rules(Map<String, Parameter> parameters) {
    return List.of(new Step(new ParameterGroup(parameters, rate, OptionalDouble.of(beta1))));
  }

  private final class Step extends ElementwiseRule {

    private final Slot mean = slot("exp_avg");
    private final Slot square = slot("exp_avg_sq");
    private final Slot decayed = room();
    private final Slot root = room();

    Step(ParameterGroup group) {
      super(group);
    }

    @Override
    void update(Slice slice, int t) {
      Tensors theta = slice.parameters();
      if (decoupled && weightDecay != 0) {
        Foreach.mul(theta, 1 - rate() * weightDecay);
      }
      Tensors g = slice.gradients(decoupled ? 0 : weightDecay, decayed);
      Foreach.lerp(slice.of(mean), g, 1 - momentum());
      Foreach.mul(slice.row(square), beta2);
      Foreach.addcmul(slice.of(square), g, g, 1 - beta2);

      double stepSize = rate() / (1 - Math.pow(momentum(), t));
      double power = Math.pow(beta2, t);
      double longest = 2 / (1 - beta2) - 1;
      double length = longest - 2 * t * power / (1 - power);
      if (length > 5) {
        double rectification = Math.sqrt(
            (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
        Tensors denominator = slice.rootPlus(eps, square, root);
        double scale = rectification * Math.sqrt(1 - power);
        Foreach.addcdiv(theta, slice.of(mean), denominator, -stepSize * scale);
      } else {
        Foreach.add(theta, slice.of(mean), -stepSize);
      }
    }
  }
}
