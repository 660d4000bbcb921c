package org.ockham.data;

import org.jspecify.annotations.Nullable;

/**
 * Data that is bad, absent or out of reach. The message is one sentence for the user: the value seen, what was expected
 * and the remedy.
 */
public final class DataException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Which of the three remedies applies. The command line turns each into an exit code. */
  public enum Kind {
    /** A file, a value or a request is wrong: correct it. */
    BAD,
    /** No mirror answered, or none with the right content: try later, or bring the files. */
    UNREACHABLE,
    /** A directory of this machine cannot be written: choose another. */
    UNWRITABLE
  }

  private final Kind kind;

  /** Bad data: the sentence is shown as it stands. */
  public DataException(String sentence) {
    this(Kind.BAD, sentence, null);
  }

  /** Bad data, with what was caught. */
  public DataException(String sentence, @Nullable Throwable cause) {
    this(Kind.BAD, sentence, cause);
  }

  /** Any kind of failure, with what was caught. */
  public DataException(Kind kind, String sentence, @Nullable Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
  }

  /** Which of the three it is. */
  public Kind kind() {
    return kind;
  }
}
