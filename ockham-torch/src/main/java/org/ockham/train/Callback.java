package org.ockham.train;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Batch;
import org.ockham.state.SavedState;
import org.ockham.state.Stateful;

/**
 * Looks on while a network is trained, and may {@linkplain Fit#stop stop} it, {@linkplain Fit#log log} numbers or ask for a
 * {@linkplain Fit#checkpoint checkpoint}; when it is told of what, {@link Trainer} says. It changes neither gradients nor
 * parameters, which is what {@linkplain Regularizer regularisers} are for, so the order of callbacks changes no number. Methods do
 * nothing unless overridden. One that remembers something starts afresh in {@link #onFitStart}, so that it can be used again, and
 * gives what it remembers in {@link #state}; a fit that is resumed calls {@link #restore} after {@link #onFitStart}.
 */
public interface Callback extends Stateful {

  /** Before the first step; {@link Fit#tags} says what will be measured. */
  default void onFitStart(Fit fit) {}

  /** Before the first step of an epoch. */
  default void onEpochStart(Fit fit) {}

  /** Before a step, at the rate that it will be made with. */
  default void onStepStart(Fit fit) {}

  /** When the gradients of a step are final, penalties and clipping done, before the optimiser moves; once a step. */
  default void onGradients(Fit fit) {}

  /**
   * After a step of the optimiser, with the loss of its batch, which is not a number if nothing in that counted. The step's tensors
   * are still there, the gradients that it was made with among them.
   */
  default void onStepEnd(Fit fit, double loss) {}

  /** Before a validation. */
  default void onValidationStart(Fit fit) {}

  /** After each batch of a validation, whose tensors are still there, with what the module gave for it. */
  default void onValidationBatch(Fit fit, Batch batch, StepOutput output) {}

  /** After a validation, with what it measured: at the end of an epoch, or within one. */
  default void onValidationEnd(Fit fit, Map<String, Double> metrics) {}

  /** After an epoch and the validation at its end, if there is one, with what both measured. */
  default void onEpochEnd(Fit fit, Map<String, Double> metrics) {}

  /**
   * When the fit was {@linkplain Trainer#interrupt interrupted}, at the end of a step or of an epoch, before {@link #onFitEnd}: the
   * last chance for a checkpoint.
   */
  default void onInterrupt(Fit fit) {}

  /**
   * When the fit fails, before {@link #onFitEnd}. A checkpoint that is asked for here has the weights as they are, which may be those
   * in the middle of a step.
   */
  default void onException(Fit fit, Throwable failure) {}

  /** At the very end, however training ended, if it was told of the start. */
  default void onFitEnd(Fit fit) {}

  /** The tags under which it will {@linkplain Fit#log log} numbers; asked before {@link #onFitStart}, so that they can be monitored. */
  default List<String> tags(Fit fit) {
    return List.of();
  }

  /** The directory that it writes into, and no other callback may; null if it writes into none. */
  default @Nullable Path directory() {
    return null;
  }

  @Override
  default SavedState state() {
    return SavedState.nothing();
  }

  @Override
  default void restore(SavedState saved) {}
}
