package org.ockham.optim;

import java.util.Map;
import java.util.OptionalDouble;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Tensor;

/** {@link Lamb} at work. */
final class ParameterwiseLamb extends ParameterwiseOptimizer {

  private final Lamb config;

  ParameterwiseLamb(Map<String, Parameter> parameters, Lamb config) {
    super(parameters, config.rate(), OptionalDouble.of(config.beta1()), "exp_avg", "exp_avg_sq");
    this.config = config;
  }

  @Override
  void update(int i, Tensor value, Tensor gradient, int t) {
    Tensor mean = memory(0, i).lerp_(gradient, 1 - momentum().getAsDouble());
    Tensor square =
        memory(1, i).mul_(config.beta2()).addcmul_(gradient, gradient, 1 - config.beta2());
    double root = Math.sqrt(1 - Math.pow(config.beta2(), t));
    // m̂ / (√v̂ + ε) = (√c₂ / c₁) · m / (√v + ε√c₂)
    Tensor step = square.sqrt().add_(config.eps() * root);
    step = mean.div(step).mul_(root / (1 - Math.pow(momentum().getAsDouble(), t)));
    if (config.weightDecay() != 0) {
      step.add_(value, config.weightDecay());
    }
    double size = Norm.of(value);
    double length = Norm.of(step);
    double ratio = size > 0 && length > 0 ? size / length : 1;
    value.add_(step, -rate() * ratio);
  }
}
