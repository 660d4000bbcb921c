package org.ockham.search.storage;

/** What opening a storage may do to it. */
enum Access {
  /** It is made where there is none, and written. */
  MAKE,
  /** It is written, but must be there. */
  CHANGE,
  /** It must be there, and not a byte of it changes. */
  READ,
  /** The same, and without a lock: for whoever finds out otherwise whether somebody wrote to it meanwhile. */
  READ_UNLOCKED;

  boolean isReading() {
    return this == READ || this == READ_UNLOCKED;
  }
}
