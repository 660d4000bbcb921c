package org.ockham.search.sampler;

import java.util.List;
import org.ockham.search.trial.Direction;

/**
 * A way of choosing parameters. Implementations are configurations: immutable, and good for any number of studies.
 */
@FunctionalInterface
public interface Sampler {

  /**
   * The working object for one study and one order of its trials: each history that it is shown begins with all of the one
   * before. What it knows it reads from there, so there is no other state to keep; a study opens another for another order.
   *
   * @param directions the study's, one for each objective
   * @return a proposer that many threads may ask
   * @throws IllegalArgumentException if the sampler cannot serve such a study
   */
  Proposer open(List<Direction> directions);
}
