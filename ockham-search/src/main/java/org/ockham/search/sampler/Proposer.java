package org.ockham.search.sampler;

import org.ockham.search.space.Distribution;
import org.ockham.search.trial.History;
import org.ockham.search.trial.Parameters;

/** Proposes parameters for the trials of one study. Safe for many threads. */
public interface Proposer {

  /**
   * Parameters that are chosen together, before the objective asks for any. What the objective then asks for and is not
   * among them, or does not fit, goes to {@link #single}.
   *
   * @param ask the trial
   * @return the parameters; none by default
   */
  default Parameters joint(Ask ask) {
    return Parameters.NONE;
  }

  /**
   * One parameter.
   *
   * @param ask the trial
   * @param name the parameter
   * @param distribution where its value must lie
   * @return its internal value
   */
  double single(Ask ask, String name, Distribution distribution);

  /**
   * Whether there is nothing left to propose: all was tried, or is being tried by the trials under way. A search ends
   * when none of these are left that could fail.
   *
   * @param history all trials until now, in any order: not the one to learn from trial by trial
   * @return false by default
   */
  default boolean exhausted(History history) {
    return false;
  }
}
