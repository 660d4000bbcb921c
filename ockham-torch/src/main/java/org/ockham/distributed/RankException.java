package org.ockham.distributed;

import org.jspecify.annotations.Nullable;

/** Ranks cannot compute together any more, or could not meet; the message is one sentence with the rank, the limit and the remedy. */
public final class RankException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean isLoss;

  public RankException(String message) {
    super(message);
    isLoss = false;
  }

  public RankException(String message, Throwable cause) {
    super(message, cause);
    isLoss = false;
  }

  private RankException(String message, @Nullable Throwable cause, boolean isLoss) {
    super(message, cause);
    this.isLoss = isLoss;
  }

  /**
   * One that a {@linkplain #isLoss lost rank} is the reason of.
   *
   * @param cause null if nobody else threw anything
   */
  static RankException loss(String message, @Nullable Throwable cause) {
    return new RankException(message, cause, true);
  }

  /**
   * Whether one is gone, or does not answer: the same ranks, started again, may come through. Otherwise they were refused, or told why one
   * cannot go on, and would be again.
   */
  public boolean isLoss() {
    return isLoss;
  }
}
