package org.ockham.lab;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ockham.file.FileProblem;

/** A file or directory of the user's that cannot be used as asked: one sentence with the remedy. */
public final class LabException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Which remedy applies. */
  public enum Kind {
    /** What was given is wrong: give something else. */
    BAD,
    /** This machine refuses to write: choose another place. */
    UNWRITABLE,
    /** This machine lacks something: install it. */
    MACHINE
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

  /** This place cannot be written, and why. */
  public static LabException unwritable(Path place, IOException problem) {
    return new LabException(
        Kind.UNWRITABLE,
        place + ": cannot be written (" + FileProblem.reason(problem)
            + "): choose another place with --out.",
        problem);
  }

  public Kind kind() {
    return kind;
  }
}
