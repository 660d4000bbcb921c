package org.ockham.optim;

import java.util.Map;
import org.ockham.nn.Parameter;

/**
 * An optimiser that climbs: θ follows +∂f/∂θ. Weight decay still shrinks θ. ({@code maximize=True} in PyTorch)
 *
 * @param config the optimiser that would descend
 */
public record Maximized(OptimizerConfig config) implements OptimizerConfig {

  @Override
  public double rate() {
    return config.rate();
  }

  @Override
  public Maximized weightDecay(double weightDecay) {
    return new Maximized(config.weightDecay(weightDecay));
  }

  @Override
  public Optimizer over(Map<String, Parameter> parameters) {
    Optimizer optimizer = config.over(parameters);
    optimizer.climb();
    return optimizer;
  }
}
