package org.ockham.predict;

import org.jspecify.annotations.Nullable;

/** A model that cannot be used, or an input that it does not take; the message is one sentence with the remedy. */
public final class PredictException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PredictException(String message) {
    super(message);
  }

  PredictException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
