package org.ockham.lab.callback;

import org.ockham.train.Callback;

/** The settings of a callback that a recipe asks for. A callback remembers, so each run has its own made. */
public interface CallbackPlan {

  /** A new one with these settings. */
  Callback callback();

  /** Whether it does nothing but log: a run that nobody logs does without it. */
  default boolean isLogging() {
    return true;
  }
}
