package org.ockham.search.storage;

import org.jspecify.annotations.Nullable;

/** A storage cannot do what was asked: the message says why and what helps. */
public final class StorageException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * An error that has no cause in a library.
   *
   * @param message what was seen, what was expected and the remedy
   */
  public StorageException(String message) {
    super(message);
  }

  /**
   * An error that a library reported.
   *
   * @param message what was seen, what was expected and the remedy
   * @param cause the library's own words
   */
  public StorageException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
