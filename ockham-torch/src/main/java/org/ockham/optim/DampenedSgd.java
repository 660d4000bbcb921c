package org.ockham.optim;

import java.util.Map;
import java.util.OptionalDouble;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Operator.Tensors;

/**
 * Stochastic gradient descent with dampening. Here a momentum starts with the undampened gradient, at each parameter's own
 * first step, which the fused kernel knows only for all of them together.
 */
final class DampenedSgd extends ElementwiseOptimizer {

  private final Sgd config;

  DampenedSgd(Map<String, Parameter> parameters, Sgd config) {
    super(parameters, config.rate(), OptionalDouble.of(config.momentum()), 1, "momentum_buffer");
    this.config = config;
  }

  @Override
  void update(Block block, int t) {
    Tensors g = block.gradients(config.weightDecay(), 0);
    Tensors b = block.memory(0);
    Foreach.mul(b, momentum().getAsDouble());
    Foreach.add(b, g, t == 1 ? 1 : 1 - config.dampening());
    Foreach.add(block.parameters(), b, -rate());
  }
}
