package org.ockham.train;

import java.util.Map;
import org.ockham.nn.Parameter;
import org.ockham.optim.Optimizer;

/** Changes parameters, beside the optimiser: decay, a proximal step, a bound. Recording is off. */
public interface ParameterRegularizer extends Regularizer {

  /**
   * Once the gradients of the step are final, before the optimiser moves.
   *
   * @param optimizer at the rates that the step is made with
   */
  default void beforeStep(Map<String, Parameter> parameters, Optimizer optimizer, Step step) {}

  /**
   * After the optimiser has moved.
   *
   * @param optimizer at the rates that the step was made with
   */
  default void afterStep(Map<String, Parameter> parameters, Optimizer optimizer, Step step) {}
}
