package org.ockham.predict;

/** A model that cannot be used, or an input that it does not take; the message is one sentence with the remedy. */
public final class PredictException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  PredictException(String message) {
    super(message);
  }

  PredictException(String message, Throwable cause) {
    super(message, cause);
  }
}
