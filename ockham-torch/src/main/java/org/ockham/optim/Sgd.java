package org.ockham.optim;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.nn.Parameter;
import org.ockham.optim.Slots.Slot;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Operator.Tensors;

/**
 * Stochastic gradient descent: g ← g + λθ; b ← μb + (1 − τ)g (b = g at first); θ ← θ − η · b, with Nesterov's momentum θ ← θ −
 * η · (g + μb) (Sutskever et al. 2013, <a href="https://proceedings.mlr.press/v28/sutskever13.html">ICML</a>). Weight decay
 * adds λθ to the gradient: the penalty is λ/2 · |θ|².
 *
 * @param rate the learning rate η; default 1e-3
 * @param momentum μ; default 0
 * @param dampening τ; default 0
 * @param weightDecay λ; default 0
 * @param nesterov whether the momentum looks ahead; needs momentum and no dampening; default false
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html">torch.optim.SGD</a>
 */
public record Sgd(
    double rate, double momentum, double dampening, double weightDecay, boolean nesterov)
    implements GradientConfig {

  public Sgd {
    Check.notNegative("rate", rate);
    Check.decay("momentum", momentum);
    Check.finite("dampening", dampening);
    Check.notNegative("weightDecay", weightDecay);
    if (nesterov && (momentum == 0 || dampening != 0)) {
      throw new IllegalArgumentException("nesterov with momentum " + momentum + " and dampening "
          + dampening + ": it needs a momentum above 0 and no dampening");
    }
  }

  /** This rate, all else at its default. */
  public static Sgd rate(double rate) {
    return new Sgd(rate, 0, 0, 0, false);
  }

  public Sgd momentum(double momentum) {
    return Copy.of(this, "momentum", momentum);
  }

  public Sgd dampening(double dampening) {
    return Copy.of(this, "dampening", dampening);
  }

  @Override
  public Sgd weightDecay(double weightDecay) {
    return Copy.of(this, "weightDecay", weightDecay);
  }

  public Sgd nesterov(boolean nesterov) {
    return Copy.of(this, "nesterov", nesterov);
  }

  @Override
  public List<Rule> rules(Map<String, Parameter> parameters) {
    ParameterGroup group = new ParameterGroup(
        parameters, rate, momentum == 0 ? OptionalDouble.empty() : OptionalDouble.of(momentum));
    return List.of(dampening == 0 || momentum == 0 ? new Step(group) : new DampenedStep(group));
  }

  private final class Step extends FusedRule {

    private static final Operator KERNEL = Operator.named("aten::_fused_sgd_");

    private final Slot buffer;

    Step(ParameterGroup group) {
      super(group);
      buffer = momentum == 0 ? none() : slot("momentum_buffer");
    }

    @Override
    void update(Lists lists) {
      // The kernel's "first step" would start every momentum with the gradient; momenta of zero do
      // the same.
      KERNEL.call(
          lists.parameters(),
          lists.gradients(),
          lists.of(buffer),
          weightDecay,
          momentum(),
          rate(),
          0.0,
          nesterov,
          false,
          false,
          null,
          null);
    }
  }

  /** A momentum starts with the undampened gradient, at each parameter's own first step, which the kernel knows only for all together. */
  private final class DampenedStep extends ElementwiseRule {

    private final Slot buffer = slot("momentum_buffer");
    private final Slot decayed = room();

    DampenedStep(ParameterGroup group) {
      super(group);
    }

    @Override
    void update(Slice slice, int t) {
      Tensors g = slice.gradients(weightDecay, decayed);
      Foreach.mul(slice.of(buffer), momentum());
      Foreach.add(slice.of(buffer), g, t == 1 ? 1 : 1 - dampening);
      Foreach.add(slice.parameters(), slice.of(buffer), -rate());
    }
  }
}
