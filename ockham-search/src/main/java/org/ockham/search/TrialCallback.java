package org.ockham.search;

import org.ockham.search.trial.FrozenTrial;

/** Is told of every trial that ends; calls come one at a time. */
@FunctionalInterface
public interface TrialCallback {

  /**
   * Called after a trial has ended and is stored.
   *
   * @param study the study; {@link Study#stop} ends the search
   * @param trial the trial that ended
   */
  void after(Study study, FrozenTrial trial);
}
