package org.ockham.optim;

import java.util.Map;
import java.util.OptionalDouble;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Operator.Tensors;

/** {@link RAdam} at work. */
final class ElementwiseRAdam extends ElementwiseOptimizer {

  private final RAdam config;

  ElementwiseRAdam(Map<String, Parameter> parameters, RAdam config) {
    super(parameters, config.rate(), OptionalDouble.of(config.beta1()), 2, "exp_avg", "exp_avg_sq");
    this.config = config;
  }

  @Override
  void update(Block block, int t) {
    Tensors theta = block.parameters();
    Tensors mean = block.memory(0);
    Tensors square = block.memory(1);
    if (config.decoupled() && config.weightDecay() != 0) {
      Foreach.mul(theta, 1 - rate() * config.weightDecay());
    }
    Tensors g = block.gradients(config.decoupled() ? 0 : config.weightDecay(), 0);
    Foreach.lerp(mean, g, 1 - momentum().getAsDouble());
    Foreach.mul(block.row(1), config.beta2());
    Foreach.addcmul(square, g, g, 1 - config.beta2());

    double stepSize = rate() / (1 - Math.pow(momentum().getAsDouble(), t));
    double power = Math.pow(config.beta2(), t);
    double longest = 2 / (1 - config.beta2()) - 1;
    double length = longest - 2 * t * power / (1 - power);
    if (length > 5) {
      double rectification = Math.sqrt(
          (length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
      Tensors denominator = block.root(1, 0, config.eps(), 1);
      Foreach.addcdiv(theta, mean, denominator, -stepSize * rectification * Math.sqrt(1 - power));
    } else {
      Foreach.add(theta, mean, -stepSize);
    }
  }
}
