package org.ockham.regularize;

import java.util.Map;
import org.ockham.nn.Parameter;
import org.ockham.optim.Optimizer;

/**
 * Something that is done to gradients or parameters in every step so that the network generalises. {@link Regularization}
 * brings it into a training run; in a loop of your own, call it between the two:
 *
 * <pre>{@code
 * loss.backward();
 * regularizer.afterBackward(network.parameters(), optimizer, step);
 * optimizer.step();
 * regularizer.afterStep(network.parameters(), optimizer, step);
 * }</pre>
 */
public interface Regularizer {

  /** After the backward pass, before the step: gradients may be changed. Recording is off. */
  default void afterBackward(Map<String, Parameter> parameters, Optimizer optimizer, long step) {}

  /** After the step: parameters may be changed. Recording is off. */
  default void afterStep(Map<String, Parameter> parameters, Optimizer optimizer, long step) {}

  /** What it does with which factor to which parameters, in one line, for summaries. */
  String describe();
}
