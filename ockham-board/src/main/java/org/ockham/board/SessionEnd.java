package org.ockham.board;

/**
 * How a run ended. TensorBoard believes the first word of a run and no later one, so a run that may be resumed writes none when it is
 * cut short: without one its status is unknown.
 *
 * @param status how it ended
 */
public record SessionEnd(Status status) implements Value {

  /** TensorBoard's words. */
  public enum Status {
    UNKNOWN(0),
    SUCCESS(1),
    FAILURE(2),
    RUNNING(3);

    private final int code;

    Status(int code) {
      this.code = code;
    }

    int code() {
      return code;
    }

    static Status of(long code) {
      for (Status status : values()) {
        if (status.code == code) {
          return status;
        }
      }
      return UNKNOWN;
    }
  }
}
