package org.ockham.search;

/** What is to be minimised or maximised. */
@FunctionalInterface
public interface Objective {

  /**
   * Evaluates a trial.
   *
   * @param trial proposes the parameters
   * @return the value; NaN makes the trial fail
   * @throws TrialPruned to stop early
   * @throws Exception to fail
   */
  double evaluate(Trial trial) throws Exception;
}
