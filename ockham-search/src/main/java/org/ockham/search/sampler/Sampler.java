package org.ockham.search.sampler;

import java.util.List;
import org.ockham.search.trial.Direction;

/**
 * A way of choosing parameters. Implementations are configurations: immutable, and good for any number of studies.
 */
@FunctionalInterface
public interface Sampler {

  /**
   * The working object for one study. What it knows it reads from the trials' history, so there is no other state to keep.
   *
   * @param directions the study's, one for each objective
   * @return a proposer that many threads may ask
   * @throws IllegalArgumentException if the sampler cannot serve such a study
   */
  Proposer open(List<Direction> directions);
}
