package org.ockham.search.trial;

/** Where a trial stands; databases keep the names. */
public enum TrialState {
  /** Somebody evaluates it. */
  RUNNING,
  /** It ended with its values. */
  COMPLETE,
  /** It was stopped early; its value is the last one reported. */
  PRUNED,
  /** It ended without a value. */
  FAIL,
  /** It is queued. */
  WAITING;

  /**
   * Whether the trial ended, after which it never changes.
   *
   * @return true for COMPLETE, PRUNED and FAIL
   */
  public boolean finished() {
    return this == COMPLETE || this == PRUNED || this == FAIL;
  }
}
