package org.ockham.regularize;

import java.util.Map;
import java.util.Set;
import org.ockham.nn.Layer;
import org.ockham.nn.Parameter;
import org.ockham.nn.Selection;
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

  /** What it applies to; all parameters unless it says otherwise. */
  default Selection on() {
    return Selection.all();
  }

  /** What it does with which factor to which parameters of this network, by their names, in one line. */
  default String describe(Layer network) {
    Set<String> names = on().of(network.parameters()).keySet();
    return describe() + ": " + (names.isEmpty() ? "none here" : String.join(", ", names));
  }

  /** What it does with which factor to which kind of parameters, in one line, for summaries. */
  String describe();
}
