package org.ockham.optim;

import java.util.List;
import java.util.Map;
import org.ockham.nn.Layer;
import org.ockham.nn.Parameter;

/**
 * An optimiser that needs nothing but gradients: after {@code loss.backward()} it can {@link GradientOptimizer#step() step()}, be a
 * {@linkplain #group group} beside others, and be what {@link Sam} looks around from. A new one is a record of settings with the
 * {@link Rule} that they make:
 *
 * <pre>{@code
 * public record Descent(double rate) implements GradientConfig {
 *   public Descent {
 *     Check.notNegative("rate", rate);
 *   }
 *
 *   @Override
 *   public List<Rule> rules(Map<String, Parameter> parameters) {
 *     return List.of(new Rule(new ParameterGroup(parameters, rate)) {
 *       @Override
 *       protected void update() {
 *         for (Parameter parameter : group().parameters().values()) {
 *           if (parameter.grad() != null) {
 *             parameter.value().add_(parameter.grad(), -rate());
 *           }
 *         }
 *       }
 *     });
 *   }
 * }
 * }</pre>
 */
public interface GradientConfig extends OptimizerConfig {

  /** The rules that move these parameters, by their names: one for each {@linkplain ParameterGroups group}. Their state is empty. */
  List<Rule> rules(Map<String, Parameter> parameters);

  @Override
  default GradientOptimizer over(Map<String, Parameter> parameters) {
    return new GradientOptimizer(rules(parameters));
  }

  @Override
  default GradientOptimizer over(Layer network) {
    return over(network.parameters());
  }

  /**
   * This configuration, as one that needs nothing but gradients.
   *
   * @param refusal what it is needed for and what to do instead
   * @throws IllegalArgumentException with the refusal if it evaluates the loss itself
   */
  static GradientConfig require(OptimizerConfig config, String refusal) {
    if (config instanceof GradientConfig gradientConfig) {
      return gradientConfig;
    }
    throw new IllegalArgumentException(refusal);
  }
}
