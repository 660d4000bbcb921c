package org.ockham.data.fetch;

import java.io.IOException;

/** Why one try to fetch a file failed, in words that follow the host's name. */
final class TransferFailure extends IOException {
  private static final long serialVersionUID = 1;

  private final boolean worthRetrying;

  TransferFailure(String message, boolean worthRetrying) {
    super(message);
    this.worthRetrying = worthRetrying;
  }

  /** False if the same mirror would only say the same again. */
  boolean worthRetrying() {
    return worthRetrying;
  }
}
