package org.ockham.tensor;

/** Another process did not send, or take, what it was to: see {@link Gloo#exchange}. */
public final class PeerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int rank;
  private final boolean timedOut;

  PeerException(int rank, boolean timedOut, Throwable cause) {
    super(
        "rank " + rank + (timedOut ? " did not answer in time" : " closed its connection"), cause);
    this.rank = rank;
    this.timedOut = timedOut;
  }

  /** Which process. */
  public int rank() {
    return rank;
  }

  /** Whether time ran out; if not, the connection ended. */
  public boolean timedOut() {
    return timedOut;
  }
}
