package org.ockham.lab.cluster;

/** Is told how far a {@link ClusterRun} is. */
public interface ClusterRunListener {

  /** This share of it is done. */
  default void advanced(double share) {}

  /**
   * A rank was lost, so all begin again: where the run was, if it has a {@link SharedDirectory}.
   *
   * @param why a sentence
   */
  default void begunAgain(String why) {}

  /**
   * The run cannot go on from where it was.
   *
   * @param why a sentence
   */
  default void begunAnew(String why) {}
}
