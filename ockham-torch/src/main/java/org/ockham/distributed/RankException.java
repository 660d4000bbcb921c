package org.ockham.distributed;

/** Ranks cannot compute together any more, or could not meet; the message is one sentence with the rank, the limit and the remedy. */
public final class RankException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public RankException(String message) {
    super(message);
  }

  public RankException(String message, Throwable cause) {
    super(message, cause);
  }
}
