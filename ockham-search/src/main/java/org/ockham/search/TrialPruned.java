package org.ockham.search;

/** Thrown by an objective to stop its trial early, when {@link Trial#shouldPrune} says so or on its own account. */
public final class TrialPruned extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Without a reason. */
  public TrialPruned() {
    this("pruned");
  }

  /**
   * With a reason, for the log.
   *
   * @param message why
   */
  public TrialPruned(String message) {
    super(message, null, false, false);
  }
}
