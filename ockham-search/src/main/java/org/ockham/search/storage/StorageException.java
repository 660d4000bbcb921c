package org.ockham.search.storage;

import org.jspecify.annotations.Nullable;

/** A storage cannot do what was asked: the message says why and what helps. */
public final class StorageException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Which of the remedies applies. */
  public enum Kind {
    /** What is stored or was asked for is wrong: correct it. */
    BAD,
    /** It holds something else than studies: give another. */
    FOREIGN,
    /** No server answers: look at the network and the server. */
    UNREACHABLE,
    /** It cannot be written here and now: the disk is full, a right is missing, somebody holds the lock. */
    UNWRITABLE
  }

  private final Kind kind;

  /**
   * Something wrong, with no cause in a library.
   *
   * @param message what was seen, what was expected and the remedy
   */
  public StorageException(String message) {
    this(Kind.BAD, message, null);
  }

  /**
   * Something wrong that a library reported.
   *
   * @param message what was seen, what was expected and the remedy
   * @param cause the library's own words
   */
  public StorageException(String message, @Nullable Throwable cause) {
    this(Kind.BAD, message, cause);
  }

  /**
   * Any kind of failure.
   *
   * @param kind which remedy applies
   * @param message what was seen, what was expected and the remedy
   * @param cause the library's own words
   */
  public StorageException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  static StorageException studyExists(String name) {
    return new StorageException("study \"" + name + "\" exists: open it, or choose another name");
  }

  static StorageException noStudy(long key) {
    return new StorageException("no study has the key " + key + ": it may have been deleted");
  }

  static StorageException noTrial(long key) {
    return new StorageException(
        "no trial has the key " + key + ": its study may have been deleted");
  }

  /**
   * Which remedy applies.
   *
   * @return the kind
   */
  public Kind kind() {
    return kind;
  }
}
