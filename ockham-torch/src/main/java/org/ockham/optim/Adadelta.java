package org.ockham.optim;

import java.util.List;
import java.util.Map;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.nn.Parameter;
import org.ockham.optim.Slots.Slot;
import org.ockham.tensor.Operator.Tensors;

/**
 * v ← ρv + (1 − ρ)g², Δ = √(u + ε) / √(v + ε) · g, u ← ρu + (1 − ρ)Δ², θ ← θ − η · Δ (Zeiler 2012, <a
 * href="https://arxiv.org/abs/1212.5701">arXiv:1212.5701</a>). Weight decay is coupled: g ← g + λθ first.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Adadelta.html">torch.optim.Adadelta</a>
 *
 * @param rate the learning rate η; default 1.0
 * @param rho ρ, decay of both mean squares; default 0.9
 * @param eps ε, added to the denominator; default 1e-6, at least {@link #LEAST_EPS}
 * @param weightDecay λ; default 0
 */
public record Adadelta(double rate, double rho, double eps, double weightDecay)
    implements GradientConfig {

  public Adadelta {
    Check.notNegative("rate", rate);
    Check.decay("rho", rho);
    Check.atLeast("eps", eps, LEAST_EPS);
    Check.notNegative("weightDecay", weightDecay);
  }

  /** This rate, all else at its default. */
  public static Adadelta rate(double rate) {
    return new Adadelta(rate, 0.9, 1e-6, 0);
  }

  /** The same with this rho. */
  public Adadelta rho(double rho) {
    return Copy.of(this, "rho", rho);
  }

  /** The same with this eps. */
  public Adadelta eps(double eps) {
    return Copy.of(this, "eps", eps);
  }

  @Override
  public Adadelta weightDecay(double weightDecay) {
    return Copy.of(this, "weightDecay", weightDecay);
  }

  @Override
  public List<Rule> rules(Map<String, Parameter> parameters) {
    return List.of(new Step(new ParameterGroup(parameters, rate)));
  }

  private final class Step extends ElementwiseRule {

    private final Slot square = slot("square_avg");
    private final Slot delta = slot("acc_delta");
    private final Slot decayed = room();
    private final Slot step = room();
    private final Slot denominator = room();

    Step(ParameterGroup group) {
      super(group);
    }

    @Override
    void update(Slice slice, int t) {
      Tensors g = slice.gradients(weightDecay, decayed);
      Foreach.mul(slice.row(square), rho);
      Foreach.addcmul(slice.of(square), g, g, 1 - rho);
      slice.rootOfSum(eps, delta, step);
      slice.rootOfSum(eps, square, denominator);
      Foreach.div(slice.row(step), slice.row(denominator));
      Foreach.mul(slice.of(step), g);
      Foreach.mul(slice.row(delta), rho);
      Foreach.addcmul(slice.row(delta), slice.row(step), slice.row(step), 1 - rho);
      Foreach.add(slice.parameters(), slice.of(step), -rate());
    }
  }
}
