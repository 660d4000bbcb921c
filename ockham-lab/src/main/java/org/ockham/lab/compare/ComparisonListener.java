package org.ockham.lab.compare;

import org.ockham.lab.RunResult;

/** Looks on while a comparison runs. Called from the threads that train, one call at a time. */
public interface ComparisonListener {

  /** Before the first run: how many there will be. */
  default void started(int runs) {}

  /**
   * An epoch is over in some run.
   *
   * @param share of the whole that is done, 0 to 1
   */
  default void advanced(double share) {}

  /** A run is finished. */
  default void finished(RunResult result) {}

  /** A run has failed; the others go on. */
  default void failed(RunFailure failure) {}
}
