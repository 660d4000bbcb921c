package org.ockham.predict;

import org.jspecify.annotations.Nullable;

/** A model that cannot be used, or an input that it does not take; the message is one sentence with the remedy. */
public final class PredictException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Whose fault it is: a service tells only the first to those who ask it. */
  public enum Kind {
    /** The input is nothing for the model: who gave it can give another. */
    INPUT,
    /** The model cannot be used: it is no export, damaged or closed, or its training failed. */
    MODEL,
    /** There is not enough memory, or the runtime cannot be loaded here: the same may succeed another time, or elsewhere. */
    MACHINE
  }

  private final Kind kind;

  PredictException(Kind kind, String message) {
    this(kind, message, null);
  }

  PredictException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Whose fault it is. */
  public Kind kind() {
    return kind;
  }
}
