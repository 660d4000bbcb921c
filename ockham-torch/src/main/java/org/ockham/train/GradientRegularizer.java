package org.ockham.train;

import java.util.Map;
import org.ockham.nn.Parameter;
import org.ockham.optim.Optimizer;

/** Changes gradients, and nothing else: a penalty, noise. */
public interface GradientRegularizer extends Regularizer {

  /**
   * After the backward pass of the step's last batch, before clipping. Called several times a step for an optimiser that evaluates
   * the loss several times. Recording is off.
   *
   * @param parameters of the network, by their names; one that is frozen has no gradient
   * @param optimizer at the rates that the step is made with
   */
  void afterBackward(Map<String, Parameter> parameters, Optimizer optimizer, Step step);
}
