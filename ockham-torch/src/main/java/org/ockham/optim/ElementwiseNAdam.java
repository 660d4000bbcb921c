package org.ockham.optim;

import java.util.Map;
import java.util.OptionalDouble;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Operator.Tensors;

/** {@link NAdam} at work. */
final class ElementwiseNAdam extends ElementwiseOptimizer {

  private final NAdam config;
  private int productSteps;
  private double product = 1;

  ElementwiseNAdam(Map<String, Parameter> parameters, NAdam config) {
    super(parameters, config.rate(), OptionalDouble.empty(), 2, "exp_avg", "exp_avg_sq");
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
    Foreach.lerp(mean, g, 1 - config.beta1());
    Foreach.mul(block.row(1), config.beta2());
    Foreach.addcmul(square, g, g, 1 - config.beta2());
    // √(v / c) + ε = (√v + ε√c) / √c: one pass less, and the steps below take the √c.
    double root = Math.sqrt(1 - Math.pow(config.beta2(), t));
    Tensors denominator = block.root(1, 0, config.eps() * root, 1);
    double now = momentumAt(t);
    double next = momentumAt(t + 1);
    double product = productTo(t);
    Foreach.addcdiv(theta, g, denominator, -rate() * root * (1 - now) / (1 - product));
    Foreach.addcdiv(theta, mean, denominator, -rate() * root * next / (1 - product * next));
  }

  /** μₜ. */
  private double momentumAt(int t) {
    return config.beta1() * (1 - 0.5 * Math.pow(0.96, t * config.momentumDecay()));
  }

  /** μ₁ ⋯ μₜ, always multiplied in this order: a restored optimiser has the same bits. */
  private double productTo(int t) {
    if (t < productSteps) {
      productSteps = 0;
      product = 1;
    }
    while (productSteps < t) {
      product *= momentumAt(++productSteps);
    }
    return product;
  }
}
