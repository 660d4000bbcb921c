package org.ockham.optim;

import java.util.List;
import java.util.Map;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.nn.Parameter;
import org.ockham.optim.Slots.Slot;
import org.ockham.tensor.Operator;

/**
 * s ← s + g², θ ← θ − ηₜ · g / (√s + ε) with ηₜ = η / (1 + (t − 1)γ) (Duchi et al. 2011, <a
 * href="https://jmlr.org/papers/v12/duchi11a.html">JMLR 12</a>). Weight decay is coupled: g ← g + λθ first. One fused kernel for
 * all parameters.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Adagrad.html">torch.optim.Adagrad</a>
 *
 * @param rate the learning rate η; default 0.01
 * @param rateDecay γ ({@code lr_decay} in PyTorch); default 0
 * @param weightDecay λ; default 0
 * @param initialAccumulator the first s ({@code initial_accumulator_value}); default 0
 * @param eps ε, added to the denominator; default 1e-10, at least {@link #LEAST_EPS}
 */
public record Adagrad(
    double rate, double rateDecay, double weightDecay, double initialAccumulator, double eps)
    implements GradientConfig {

  public Adagrad {
    Check.notNegative("rate", rate);
    Check.notNegative("rateDecay", rateDecay);
    Check.notNegative("weightDecay", weightDecay);
    Check.notNegative("initialAccumulator", initialAccumulator);
    Check.atLeast("eps", eps, LEAST_EPS);
  }

  /** This rate, all else at its default. */
  public static Adagrad rate(double rate) {
    return new Adagrad(rate, 0, 0, 0, 1e-10);
  }

  /** The same with this rateDecay. */
  public Adagrad rateDecay(double rateDecay) {
    return Copy.of(this, "rateDecay", rateDecay);
  }

  @Override
  public Adagrad weightDecay(double weightDecay) {
    return Copy.of(this, "weightDecay", weightDecay);
  }

  /** The same with this initialAccumulator. */
  public Adagrad initialAccumulator(double initialAccumulator) {
    return Copy.of(this, "initialAccumulator", initialAccumulator);
  }

  /** The same with this eps. */
  public Adagrad eps(double eps) {
    return Copy.of(this, "eps", eps);
  }

  @Override
  public List<Rule> rules(Map<String, Parameter> parameters) {
    return List.of(new Step(new ParameterGroup(parameters, rate)));
  }

  private final class Step extends FusedRule {

    private static final Operator KERNEL = Operator.named("aten::_fused_adagrad_");

    private final Slot steps = steps();
    private final Slot sum = slot("sum");

    Step(ParameterGroup group) {
      super(group);
      sum.tensors().forEach(each -> each.fill_(initialAccumulator));
    }

    @Override
    void update(Lists lists) {
      count(steps, lists);
      KERNEL.call(
          lists.parameters(),
          lists.gradients(),
          lists.of(sum),
          lists.of(steps),
          rate(),
          rateDecay,
          weightDecay,
          eps,
          false,
          null,
          null);
    }
  }
}
