package org.ockham.optim;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.nn.Parameter;
import org.ockham.optim.Slots.Slot;
import org.ockham.tensor.Operator;

/**
 * m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², θ ← θ − η · m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ), v̂ = v / (1 − β₂ᵗ) (Kingma, Ba
 * 2015, <a href="https://arxiv.org/abs/1412.6980">arXiv:1412.6980</a>). Weight decay is coupled: g ← g + λθ first, so that
 * the penalty is λ/2 · |θ|².
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html">torch.optim.Adam</a>
 *
 * @param rate the learning rate η; default 1e-3
 * @param beta1 decay of the mean gradient; default 0.9
 * @param beta2 decay of the mean squared gradient; default 0.999
 * @param eps ε, below which gradients are taken for noise; default 1e-8, at least {@link #LEAST_EPS}
 * @param weightDecay λ; default 0
 * @param amsgrad whether v̂ never falls (Reddi et al. 2018); default false
 */
public record Adam(
    double rate, double beta1, double beta2, double eps, double weightDecay, boolean amsgrad)
    implements GradientConfig {

  public Adam {
    Check.notNegative("rate", rate);
    Check.decay("beta1", beta1);
    Check.decay("beta2", beta2);
    Check.atLeast("eps", eps, LEAST_EPS);
    Check.notNegative("weightDecay", weightDecay);
  }

  /** This rate, all else at its default. */
  public static Adam rate(double rate) {
    return new Adam(rate, 0.9, 0.999, 1e-8, 0, false);
  }

  public Adam betas(double beta1, double beta2) {
    return Copy.of(this, Map.of("beta1", beta1, "beta2", beta2));
  }

  public Adam eps(double eps) {
    return Copy.of(this, "eps", eps);
  }

  @Override
  public Adam weightDecay(double weightDecay) {
    return Copy.of(this, "weightDecay", weightDecay);
  }

  public Adam amsgrad(boolean amsgrad) {
    return Copy.of(this, "amsgrad", amsgrad);
  }

  @Override
  public List<Rule> rules(Map<String, Parameter> parameters) {
    return rules("aten::_fused_adam_", parameters);
  }

  /** With another kernel that takes the same: {@link AdamW}'s. */
  List<Rule> rules(String kernel, Map<String, Parameter> parameters) {
    return List.of(
        new Step(kernel, new ParameterGroup(parameters, rate, OptionalDouble.of(beta1))));
  }

  private final class Step extends FusedRule {

    private final Operator kernel;
    private final Slot steps = steps();
    private final Slot mean = slot("exp_avg");
    private final Slot square = slot("exp_avg_sq");
    private final Slot largestSquare;

    Step(String kernel, ParameterGroup group) {
      super(group);
      this.kernel = Operator.named(kernel);
      largestSquare = amsgrad ? slot("max_exp_avg_sq") : none();
    }

    @Override
    void update(Lists lists) {
      count(steps, lists);
      kernel.call(
          lists.parameters(),
          lists.gradients(),
          lists.of(mean),
          lists.of(square),
          lists.of(largestSquare),
          lists.of(steps),
          rate(),
          momentum(),
          beta2,
          weightDecay,
          eps,
          amsgrad,
          false,
          null,
          null);
    }
  }
}
