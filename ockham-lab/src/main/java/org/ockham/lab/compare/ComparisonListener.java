package org.ockham.lab.compare;

import org.ockham.lab.LabException;
import org.ockham.lab.RunResult;

/** Looks on while a comparison runs. Called from the threads that train, one call at a time. */
public interface ComparisonListener {

  /**
   * Before the first run.
   *
   * @param runs how many there are in all
   * @param kept how many of them ended before, in another process
   */
  default void started(int runs, int kept) {}

  /**
   * An epoch is over in some run.
   *
   * @param share of the whole that is done, 0 to 1
   */
  default void advanced(double share) {}

  /** A run is finished. */
  default void finished(RunResult result) {}

  /** A run is finished, but cannot be kept on disk: told for the first one. */
  default void unkept(LabException why) {}

  /** A run that was under way cannot go on from its checkpoint, for this reason, and begins anew. */
  default void begunAnew(String why) {}

  /** A run has failed; the others go on. */
  default void failed(RunFailure failure) {}
}
