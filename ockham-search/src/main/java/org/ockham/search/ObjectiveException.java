package org.ockham.search;

/** An objective threw an exception that the plan does not catch; its trial is recorded as failed. */
public final class ObjectiveException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * Wraps what the objective threw.
   *
   * @param number the trial's number
   * @param cause what it threw
   */
  public ObjectiveException(int number, Throwable cause) {
    super("the objective of trial " + number + " threw " + cause, cause);
  }
}
