package org.ockham.optim;

import java.util.Map;
import java.util.OptionalDouble;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Operator.Tensors;

/** {@link Lion} at work. */
final class ElementwiseLion extends ElementwiseOptimizer {

  private final Lion config;

  ElementwiseLion(Map<String, Parameter> parameters, Lion config) {
    super(parameters, config.rate(), OptionalDouble.of(config.beta1()), 1, "exp_avg");
    this.config = config;
  }

  @Override
  void update(Block block, int t) {
    Tensors theta = block.parameters();
    Tensors g = block.gradients();
    Tensors mean = block.memory(0);
    if (config.weightDecay() != 0) {
      Foreach.mul(theta, 1 - rate() * config.weightDecay());
    }
    Tensors direction = block.copy(mean, 0);
    Foreach.lerp(direction, g, 1 - momentum().getAsDouble());
    Foreach.sign(direction);
    Foreach.add(theta, direction, -rate());
    Foreach.lerp(mean, g, 1 - config.beta2());
  }
}
