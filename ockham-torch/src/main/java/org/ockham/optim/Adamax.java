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
 * Adam with the largest gradient seen in place of the mean square: m ← β₁m + (1 − β₁)g, u ← max(β₂u, |g| + ε), θ ← θ − η / (1 −
 * β₁ᵗ) · m / u (Kingma, Ba 2015, <a href="https://arxiv.org/abs/1412.6980">arXiv:1412.6980</a>, section 7.1). Weight decay is
 * coupled: g ← g + λθ first.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Adamax.html">torch.optim.Adamax</a>
 *
 * @param rate the learning rate η; default 0.002
 * @param beta1 decay of the mean gradient; default 0.9
 * @param beta2 decay of the largest gradient; default 0.999
 * @param eps ε, added to the denominator; default 1e-8, at least {@link #LEAST_EPS}
 * @param weightDecay λ; default 0
 */
public record Adamax(double rate, double beta1, double beta2, double eps, double weightDecay)
    implements GradientConfig {

  public Adamax {
    Check.notNegative("rate", rate);
    Check.decay("beta1", beta1);
    Check.decay("beta2", beta2);
    Check.atLeast("eps", eps, LEAST_EPS);
    Check.notNegative("weightDecay", weightDecay);
  }

  /** This rate, all else at its default. */
  public static Adamax rate(double rate) {
    return new Adamax(rate, 0.9, 0.999, 1e-8, 0);
  }

  /** The same with these. */
  public Adamax betas(double beta1, double beta2) {
    return Copy.of(this, Map.of("beta1", beta1, "beta2", beta2));
  }

  /** The same with this eps. */
  public Adamax eps(double eps) {
    return Copy.of(this, "eps", eps);
  }

  @Override
  public Adamax weightDecay(double weightDecay) {
    return Copy.of(this, "weightDecay", weightDecay);
  }

  @Override
  public List<Rule> rules(Map<String, Parameter> parameters) {
    return List.of(new Step(new ParameterGroup(parameters, rate, OptionalDouble.of(beta1))));
  }

  private final class Step extends ElementwiseRule {

    private final Slot mean = slot("exp_avg");
    private final Slot largest = slot("exp_inf");
    private final Slot decayed = room();
    private final Slot size = room();

    Step(ParameterGroup group) {
      super(group);
    }

    @Override
    void update(Slice slice, int t) {
      Tensors g = slice.gradients(weightDecay, decayed);
      Foreach.lerp(slice.of(mean), g, 1 - momentum());
      Foreach.copy(slice.of(size), g);
      Foreach.abs(slice.row(size));
      Foreach.add(slice.row(size), eps);
      Foreach.mul(slice.row(largest), beta2);
      Foreach.maximum(slice.row(largest), slice.row(size));
      double stepSize = rate() / (1 - Math.pow(momentum(), t));
      Foreach.addcdiv(slice.parameters(), slice.of(mean), slice.of(largest), -stepSize);
    }
  }
}
