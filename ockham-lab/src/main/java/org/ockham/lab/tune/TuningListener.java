package org.ockham.lab.tune;

import java.util.Optional;
import java.util.function.Supplier;
import org.ockham.search.StudyResult;
import org.ockham.search.trial.FrozenTrial;

/** Who is told how far a search is. Calls come one at a time, but for {@link #begunAnew}. */
public interface TuningListener {

  /**
   * Before the first trial.
   *
   * @param trials how many the study is to have, or the epochs of its budget
   * @param done how many of them it has
   */
  default void started(int trials, int done) {}

  /**
   * A trial that was under way cannot go on from its checkpoint and begins anew. Called from the threads that train, whatever else is called.
   *
   * @param why in a sentence
   */
  default void begunAnew(String why) {}

  /**
   * After each trial.
   *
   * @param trial what ended
   * @param done trials, or epochs, that are done in all
   * @param best the best trial until now
   * @param study reads all trials until now
   */
  default void ended(
      FrozenTrial trial, int done, Optional<FrozenTrial> best, Supplier<StudyResult> study) {}
}
