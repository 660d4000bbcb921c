package org.ockham.search;

/** Several things to be minimised or maximised together. */
@FunctionalInterface
public interface VectorObjective {

  /**
   * Evaluates a trial.
   *
   * @param trial proposes the parameters
   * @return one value for each direction of the study; a NaN makes the trial fail
   * @throws TrialPruned to stop early
   * @throws Exception to fail
   */
  double[] evaluate(Trial trial) throws Exception;
}
