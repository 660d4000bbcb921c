package org.ockham.optim;

import java.util.Map;
import java.util.OptionalDouble;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Operator.Tensors;

/** {@link Asgd} at work. */
final class ElementwiseAsgd extends ElementwiseOptimizer {

  private final Asgd config;

  ElementwiseAsgd(Map<String, Parameter> parameters, Asgd config) {
    super(parameters, config.rate(), OptionalDouble.empty(), 0, "ax");
    this.config = config;
  }

  @Override
  void update(Block block, int t) {
    Tensors theta = block.parameters();
    double eta = rate() / Math.pow(1 + config.lambd() * rate() * (t - 1), config.alpha());
    // (1 − λ₀ηₜ)θ − ηₜ(g + λθ) is a plain step with both decays, in one pass.
    Foreach.descend(theta, block.gradients(), config.lambd() + config.weightDecay(), eta);
    double share = 1 / Math.max(1, t - 1 - config.t0());
    if (share == 1) {
      Foreach.copy(block.memory(0), theta);
    } else {
      Foreach.lerp(block.memory(0), theta, share);
    }
  }
}
