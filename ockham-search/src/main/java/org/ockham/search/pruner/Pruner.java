package org.ockham.search.pruner;

/** Decides whether a trial should stop early. Implementations are configurations: immutable and without memory. */
@FunctionalInterface
public interface Pruner {

  /**
   * Whether the trial should stop now.
   *
   * @param running what it reported, and whom to compare it with
   * @return whether to stop it
   */
  boolean prune(RunningTrial running);

  /**
   * Stops nothing.
   *
   * @return the pruner
   */
  static Pruner none() {
    return running -> false;
  }
}
