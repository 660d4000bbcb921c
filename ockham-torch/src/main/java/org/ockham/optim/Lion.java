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
 * Moves by the sign of an interpolated momentum: c = β₁m + (1 − β₁)g, θ ← θ − η(sign(c) + λθ), m ← β₂m + (1 − β₂)g (Chen et al.
 * 2023, <a href="https://arxiv.org/abs/2302.06675">arXiv:2302.06675</a>). Wants a rate 3 to 10 times lower than {@link AdamW}'s
 * and a decay as much higher. PyTorch has no Lion.
 *
 * @param rate the learning rate η; default 0.0001
 * @param beta1 weight of the momentum in the step; default 0.9
 * @param beta2 decay of the momentum; default 0.99
 * @param weightDecay λ, decoupled: the rate times λθ is taken off; default 0
 */
public record Lion(double rate, double beta1, double beta2, double weightDecay)
    implements GradientConfig {

  public Lion {
    Check.notNegative("rate", rate);
    Check.decay("beta1", beta1);
    Check.decay("beta2", beta2);
    Check.notNegative("weightDecay", weightDecay);
  }

  /** This rate, all else at its default. */
  public static Lion rate(double rate) {
    return new Lion(rate, 0.9, 0.99, 0);
  }

  /** The same with these. */
  public Lion betas(double beta1, double beta2) {
    return Copy.of(this, Map.of("beta1", beta1, "beta2", beta2));
  }

  @Override
  public Lion weightDecay(double weightDecay) {
    return Copy.of(this, "weightDecay", weightDecay);
  }

  @Override
  public List<Rule> rules(Map<String, Parameter> parameters) {
    return List.of(new Step(new ParameterGroup(parameters, rate, OptionalDouble.of(beta1))));
  }

  private final class Step extends ElementwiseRule {

    private final Slot mean = slot("exp_avg");
    private final Slot direction = room();

    Step(ParameterGroup group) {
      super(group);
    }

    @Override
    void update(Slice slice, int t) {
      Tensors theta = slice.parameters();
      Tensors g = slice.gradients();
      if (weightDecay != 0) {
        Foreach.mul(theta, 1 - rate() * weightDecay);
      }
      Tensors c = slice.copy(slice.of(mean), direction);
      Foreach.lerp(c, g, 1 - momentum());
      Foreach.sign(c);
      Foreach.add(theta, c, -rate());
      Foreach.lerp(slice.of(mean), g, 1 - beta2);
    }
  }
}
