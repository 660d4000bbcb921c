package org.ockham.lab.tune;

import org.jspecify.annotations.Nullable;
import org.ockham.lab.RunResult;
import org.ockham.lab.recipe.Variant;
import org.ockham.search.Trial;

/** How the networks of trials are trained, many at a time. */
interface TrialTraining {

  /**
   * What came of one.
   *
   * @param result what it measured
   * @param isPruned whether its trial gave it up
   */
  record Trained(RunResult result, boolean isPruned) {}

  /**
   * Trains the network of a trial by its settings, with all reported to it.
   *
   * @return null if somebody else has ended the trial meanwhile
   * @throws InterruptedException if it was cut short
   */
  @Nullable
  Trained train(Trial trial, Variant variant) throws InterruptedException;

  /** Cuts short what is under way, and all that comes. */
  void interrupt();
}
