package org.ockham.optim;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.nn.Parameter;
import org.ockham.optim.Slots.Slot;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Operator.Tensors;

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
    implements GradientConfig {

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
    return Copy.of(this, "alpha", alpha);
  }

  /** The same with this eps. */
  public RmsProp eps(double eps) {
    return Copy.of(this, "eps", eps);
  }

  @Override
  public RmsProp weightDecay(double weightDecay) {
    return Copy.of(this, "weightDecay", weightDecay);
  }

  /** The same with this momentum. */
  public RmsProp momentum(double momentum) {
    return Copy.of(this, "momentum", momentum);
  }

  /** The same with this centered. */
  public RmsProp centered(boolean centered) {
    return Copy.of(this, "centered", centered);
  }

  @Override
  public List<Rule> rules(Map<String, Parameter> parameters) {
    ParameterGroup group = new ParameterGroup(
        parameters, rate, momentum == 0 ? OptionalDouble.empty() : OptionalDouble.of(momentum));
    return List.of(momentum == 0 && !centered ? new FusedStep(group) : new Step(group));
  }

  /**
   * Without momentum and not centred it is Adam with β₁ = 0, whose mean gradient is the gradient, so long after the first step that
   * nothing is left to correct.
   */
  private final class FusedStep extends FusedRule {

    private static final Operator KERNEL = Operator.named("aten::_fused_adam_");

    private final Slot steps = steps();
    private final Slot square = slot("square_avg");
    private final Slot gradient = room();
    private final Slot noSlot = none();
    private final Slot longAgo = always(1e30); // αᵗ is 0 for all α below 1

    FusedStep(ParameterGroup group) {
      super(group);
    }

    @Override
    void update(Lists lists) {
      count(steps, lists);
      KERNEL.call(
          lists.parameters(),
          lists.gradients(),
          lists.of(gradient),
          lists.of(square),
          lists.of(noSlot),
          lists.of(longAgo),
          rate(),
          0.0,
          alpha,
          weightDecay,
          eps,
          false,
          false,
          null,
          null);
    }
  }

  private final class Step extends ElementwiseRule {

    private final Slot square = slot("square_avg");
    private final @Nullable Slot mean;
    private final @Nullable Slot buffer;
    private final Slot decayed = room();
    private final Slot root = room();

    Step(ParameterGroup group) {
      super(group);
      mean = centered ? slot("grad_avg") : null;
      buffer = momentum == 0 ? null : slot("momentum_buffer");
    }

    @Override
    void update(Slice slice, int t) {
      Tensors g = slice.gradients(weightDecay, decayed);
      Foreach.mul(slice.row(square), alpha);
      Foreach.addcmul(slice.of(square), g, g, 1 - alpha);
      if (mean == null) {
        slice.rootPlus(eps, square, root);
      } else {
        Foreach.lerp(slice.of(mean), g, 1 - alpha);
        Foreach.copy(slice.row(root), slice.row(square));
        Foreach.addcmul(slice.row(root), slice.row(mean), slice.row(mean), -1);
        Foreach.clampMin(slice.row(root), 0); // rounding can leave the variance below 0
        Foreach.sqrt(slice.row(root));
        Foreach.add(slice.row(root), eps);
      }
      if (buffer == null) {
        Foreach.addcdiv(slice.parameters(), g, slice.of(root), -rate());
      } else {
        Foreach.mul(slice.of(buffer), momentum());
        Foreach.addcdiv(slice.of(buffer), g, slice.of(root), 1);
        Foreach.add(slice.parameters(), slice.of(buffer), -rate());
      }
    }
  }
}
