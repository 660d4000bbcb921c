package org.ockham.train;

import java.util.Map;

/**
 * Looks on while a network is trained, and may stop it; when it is told of what, {@link Trainer} says. It changes neither gradients
 * nor parameters, which is what {@linkplain Regularizer regularisers} are for, so the order of callbacks changes no number. Methods
 * do nothing unless overridden. One that remembers something starts afresh in {@link #onFitStart}, so that it can be used again.
 */
public interface Callback {

  /** Before the first step; {@link Fit#tags} says what will be measured. */
  default void onFitStart(Fit fit) {}

  /** Before the first step of an epoch. */
  default void onEpochStart(Fit fit) {}

  /**
   * After a step of the optimiser, with the loss of its batch, which is not a number if nothing in that counted. The step's tensors
   * are still there, the gradients that it was made with among them.
   */
  default void onStepEnd(Fit fit, double loss) {}

  /** After an epoch and its validation, with what they measured. */
  default void onEpochEnd(Fit fit, Map<String, Double> metrics) {}

  /** At the very end, however training ended, if it was told of the start. */
  default void onFitEnd(Fit fit) {}
}
