package org.ockham.train;

import java.util.Set;
import org.ockham.nn.Layer;
import org.ockham.nn.Selection;

/**
 * Something that is done in every step so that the network generalises: to gradients ({@link GradientRegularizer}), to parameters
 * ({@link ParameterRegularizer}), or to both. A value whose components are its settings; what it needs of time and chance it reads
 * from the {@link Step}. {@link Trainer.Builder#regularizers} brings some into a fit, {@link Regularizers} into a loop of your own.
 */
public interface Regularizer {

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
