package org.ockham.lab.compare;

import java.util.List;
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

  /**
   * More runs are added, since verdicts are open, or what comes next is known now.
   *
   * @param runs how many there are in all now
   * @param done how many of them are done
   */
  default void extended(int runs, int done) {}

  /** So many seeds are added to those that were planned, because somebody asked for them meanwhile. */
  default void added(int seeds) {}

  /** A trial of settings is finished; its result has no test. */
  default void tried(RunResult result) {}

  /** A run of a {@link Baseline} is finished. */
  default void compared(RunResult result) {}

  /** Settings were found for a variant. */
  default void tuned(Tuned tuned) {}

  /**
   * After so many seeds verdicts were looked for, and some are open.
   *
   * @param seeds how many seeds all variants that are open have
   * @param differences with the verdicts so far
   */
  default void looked(int seeds, List<Difference> differences) {}

  /** A run is finished. */
  default void finished(RunResult result) {}

  /** A run is finished, but cannot be kept on disk: told for the first one. */
  default void unkept(LabException why) {}

  /** A run that was under way cannot go on from its checkpoint, for this reason, and begins anew. */
  default void begunAnew(String why) {}

  /** A run has failed; the others go on. */
  default void failed(RunFailure failure) {}
}
