package org.ockham.optim;

import java.util.List;
import java.util.Map;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.nn.Parameter;
import org.ockham.optim.Slots.Slot;
import org.ockham.tensor.Operator.Tensors;

/**
 * Each number has a step of its own, which grows by η₊ while its gradient keeps its sign and shrinks by η₋ when that turns: θ ← θ −
 * sign(g) · s; where the sign turned, the number rests for a step (Riedmiller, Braun 1993, <a
 * href="https://doi.org/10.1109/ICNN.1993.298623">ICNN</a>). For full batches only: it looks at nothing but signs. The rate
 * that holds at a parameter's first step is its step size then; changing it later does nothing.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Rprop.html">torch.optim.Rprop</a>
 *
 * @param rate the first step size; default 0.01
 * @param etaMinus η₋, in (0, 1); default 0.5
 * @param etaPlus η₊, above 1; default 1.2
 * @param minStep the least step; default 1e-6
 * @param maxStep the largest step; default 50
 */
public record Rprop(double rate, double etaMinus, double etaPlus, double minStep, double maxStep)
    implements GradientConfig {

  public Rprop {
    Check.notNegative("rate", rate);
    Check.positive("etaMinus", etaMinus);
    Check.positive("etaPlus", etaPlus);
    Check.notNegative("minStep", minStep);
    Check.notNegative("maxStep", maxStep);
    if (etaMinus >= 1 || etaPlus <= 1) {
      throw new IllegalArgumentException("etas are " + etaMinus + " and " + etaPlus
          + ": the first must lie in (0, 1), the second above 1");
    }
    if (minStep > maxStep) {
      throw new IllegalArgumentException("minStep is " + minStep + " and maxStep " + maxStep
          + ": the first must not be above the second");
    }
  }

  /** This rate, all else at its default. */
  public static Rprop rate(double rate) {
    return new Rprop(rate, 0.5, 1.2, 1e-6, 50);
  }

  /** The same with these. */
  public Rprop etas(double etaMinus, double etaPlus) {
    return Copy.of(this, Map.of("etaMinus", etaMinus, "etaPlus", etaPlus));
  }

  /** The same with these. */
  public Rprop steps(double minStep, double maxStep) {
    return Copy.of(this, Map.of("minStep", minStep, "maxStep", maxStep));
  }

  @Override
  public List<Rule> rules(Map<String, Parameter> parameters) {
    return List.of(new Step(new ParameterGroup(parameters, rate)));
  }

  private final class Step extends ElementwiseRule {

    private final Slot last = slot("prev");
    private final Slot size = slot("step_size");
    private final Slot turned = room();
    private final Slot scratch = room();

    Step(ParameterGroup group) {
      super(group);
    }

    @Override
    void update(Slice slice, int t) {
      Tensors sizes = slice.of(size);
      if (t == 1) {
        Foreach.add(sizes, rate());
      }
      // 1 where the sign stayed, −1 where it turned.
      Tensors turn = slice.copy(slice.gradients(), turned);
      Foreach.mul(turn, slice.of(last));
      Foreach.sign(turn);

      // 1 + as + bs² is η₊ at s = 1, 1 at 0, η₋ at −1.
      double a = (etaPlus - etaMinus) / 2;
      double b = (etaPlus + etaMinus) / 2 - 1;
      Tensors factor = slice.copy(turn, scratch);
      Foreach.mul(factor, b);
      Foreach.add(factor, a);
      Foreach.mul(factor, turn);
      Foreach.add(factor, 1);
      Foreach.mul(sizes, factor);
      Foreach.clamp(sizes, minStep, maxStep);

      // Where it turned the gradient counts as 0, now and at the next step: min(s + 1, 1) is 0
      // there
      // and 1 elsewhere.
      Foreach.add(turn, 1);
      Foreach.clampMax(turn, 1);
      Foreach.copy(slice.of(last), slice.gradients());
      Foreach.mul(slice.of(last), turn);
      Tensors direction = slice.copy(slice.of(last), scratch);
      Foreach.sign(direction);
      Foreach.addcmul(slice.parameters(), direction, sizes, -1);
    }
  }
}
