package org.ockham.lab;

import org.jspecify.annotations.Nullable;

/** A file or directory of the user's that cannot be used as asked: one sentence with the remedy. */
public final class LabException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Which remedy applies. */
  public enum Kind {
    /** What was given is wrong: give something else. */
    BAD,
    /** This machine refuses to write: choose another place. */
    UNWRITABLE
  }

  private final Kind kind;

  public LabException(Kind kind, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
  }

  /** What was given is wrong. */
  public LabException(String sentence) {
    this(Kind.BAD, sentence, null);
  }

  public Kind kind() {
    return kind;
  }
}
