package org.ockham.optim;

import java.util.List;
import java.util.Map;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.nn.Parameter;
import org.ockham.optim.Slots.Slot;
import org.ockham.tensor.Operator.Tensors;

/**
 * Adam with Nesterov's momentum: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², μₜ = β₁(1 − ½ · 0.96^(tψ)), Mₜ = μ₁ ⋯ μₜ,
 * θ ← θ − η · (g(1 − μₜ) / (1 − Mₜ) + m · μₜ₊₁ / (1 − Mₜμₜ₊₁)) / (√v̂ + ε) with v̂ = v / (1 − β₂ᵗ) (Dozat 2016, <a
 * href="https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ">Incorporating Nesterov Momentum into Adam</a>). Coupled weight
 * decay: g ← g + λθ first.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.NAdam.html">torch.optim.NAdam</a>
 *
 * @param rate the learning rate η; default 0.002
 * @param beta1 decay of the mean gradient; default 0.9
 * @param beta2 decay of the mean squared gradient; default 0.999
 * @param eps ε, added to the denominator; default 1e-8, at least {@link #LEAST_EPS}
 * @param weightDecay λ; default 0
 * @param momentumDecay ψ, how slowly the momentum warms up; default 0.004
 * @param decoupled whether weight decay is apart from the gradient, θ ← θ − ηλθ as in {@link AdamW}; default false
 */
public record NAdam(
    double rate,
    double beta1,
    double beta2,
    double eps,
    double weightDecay,
    double momentumDecay,
    boolean decoupled)
    implements GradientConfig {

  public NAdam {
    Check.notNegative("rate", rate);
    Check.decay("beta1", beta1);
    Check.decay("beta2", beta2);
    Check.atLeast("eps", eps, LEAST_EPS);
    Check.notNegative("weightDecay", weightDecay);
    Check.notNegative("momentumDecay", momentumDecay);
  }

  /** This rate, all else at its default. */
  public static NAdam rate(double rate) {
    return new NAdam(rate, 0.9, 0.999, 1e-8, 0, 0.004, false);
  }

  /** The same with these. */
  public NAdam betas(double beta1, double beta2) {
    return Copy.of(this, Map.of("beta1", beta1, "beta2", beta2));
  }

  /** The same with this eps. */
  public NAdam eps(double eps) {
    return Copy.of(this, "eps", eps);
  }

  @Override
  public NAdam weightDecay(double weightDecay) {
    return Copy.of(this, "weightDecay", weightDecay);
  }

  /** The same with this momentumDecay. */
  public NAdam momentumDecay(double momentumDecay) {
    return Copy.of(this, "momentumDecay", momentumDecay);
  }

  /** The same with this decoupled. */
  public NAdam decoupled(boolean decoupled) {
    return Copy.of(this, "decoupled", decoupled);
  }

  @Override
  public List<Rule> rules(Map<String, Parameter> parameters) {
    return List.of(new Step(new ParameterGroup(parameters, rate)));
  }

  private final class Step extends ElementwiseRule {

    private final Slot mean = slot("exp_avg");
    private final Slot square = slot("exp_avg_sq");
    private final Slot decayed = room();
    private final Slot root = room();
    private int productSteps;
    private double product = 1;

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
      Foreach.lerp(slice.of(mean), g, 1 - beta1);
      Foreach.mul(slice.row(square), beta2);
      Foreach.addcmul(slice.of(square), g, g, 1 - beta2);
      // √(v / c) + ε = (√v + ε√c) / √c: one pass less, and the steps below take the √c.
      double c = Math.sqrt(1 - Math.pow(beta2, t));
      Tensors denominator = slice.rootPlus(eps * c, square, root);
      double now = momentumAt(t);
      double next = momentumAt(t + 1);
      double product = productTo(t);
      Foreach.addcdiv(theta, g, denominator, -rate() * c * (1 - now) / (1 - product));
      Foreach.addcdiv(
          theta, slice.of(mean), denominator, -rate() * c * next / (1 - product * next));
    }

    /** μₜ. */
    private double momentumAt(int t) {
      return beta1 * (1 - 0.5 * Math.pow(0.96, t * momentumDecay));
    }

    /** μ₁ ⋯ μₜ, always multiplied in this order: a restored optimiser has the same bits. */
    private double productTo(int t) {
      if (t < productSteps) {
        productSteps = 0;
        product = 1;
      }
      while (productSteps < t) {
        product *= momentumAt(++productSteps);
      }
      return product;
    }
  }
}
