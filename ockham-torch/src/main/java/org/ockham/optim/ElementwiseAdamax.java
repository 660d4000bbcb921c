package org.ockham.optim;

import java.util.Map;
import java.util.OptionalDouble;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Operator.Tensors;

/** {@link Adamax} at work. */
final class ElementwiseAdamax extends ElementwiseOptimizer {

  private final Adamax config;

  ElementwiseAdamax(Map<String, Parameter> parameters, Adamax config) {
    super(parameters, config.rate(), OptionalDouble.of(config.beta1()), 2, "exp_avg", "exp_inf");
    this.config = config;
  }

  @Override
  void update(Block block, int t) {
    Tensors g = block.gradients(config.weightDecay(), 0);
    Tensors mean = block.memory(0);
    Tensors largest = block.memory(1);
    Foreach.lerp(mean, g, 1 - momentum().getAsDouble());
    Foreach.copy(block.scratch(1), g);
    Foreach.abs(block.scratchRow(1));
    Foreach.add(block.scratchRow(1), config.eps());
    Foreach.mul(block.row(1), config.beta2());
    Foreach.maximum(block.row(1), block.scratchRow(1));
    Foreach.addcdiv(
        block.parameters(), mean, largest, -rate() / (1 - Math.pow(momentum().getAsDouble(), t)));
  }
}
