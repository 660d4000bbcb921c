package org.ockham.optim;

import java.util.Map;
import java.util.OptionalDouble;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Operator.Tensors;

/** {@link Rprop} at work. */
final class ElementwiseRprop extends ElementwiseOptimizer {

  private final Rprop config;

  ElementwiseRprop(Map<String, Parameter> parameters, Rprop config) {
    super(parameters, config.rate(), OptionalDouble.empty(), 2, "prev", "step_size");
    this.config = config;
  }

  @Override
  void update(Block block, int t) {
    Tensors last = block.memory(0);
    Tensors size = block.memory(1);
    if (t == 1) {
      Foreach.add(size, rate());
    }
    Tensors turn = block.copy(block.gradients(), 0); // 1 where the sign stayed, −1 where it turned
    Foreach.mul(turn, last);
    Foreach.sign(turn);

    // 1 + as + bs² is η₊ at s = 1, 1 at 0, η₋ at −1.
    double a = (config.etaPlus() - config.etaMinus()) / 2;
    double b = (config.etaPlus() + config.etaMinus()) / 2 - 1;
    Tensors factor = block.copy(turn, 1);
    Foreach.mul(factor, b);
    Foreach.add(factor, a);
    Foreach.mul(factor, turn);
    Foreach.add(factor, 1);
    Foreach.mul(size, factor);
    Foreach.clamp(size, config.minStep(), config.maxStep());

    // Where it turned the gradient counts as 0, now and at the next step: min(s + 1, 1) is 0 there
    // and 1 elsewhere.
    Foreach.add(turn, 1);
    Foreach.clampMax(turn, 1);
    Foreach.copy(last, block.gradients());
    Foreach.mul(last, turn);
    Tensors direction = block.copy(last, 1);
    Foreach.sign(direction);
    Foreach.addcmul(block.parameters(), direction, size, -1);
  }
}
