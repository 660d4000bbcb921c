package org.ockham.data.table;

/** What becomes of a category that the training part did not have, or of a missing cell where it had none. */
public enum HandleUnknown {
  /** The row is refused, in a sentence that names it. */
  ERROR,
  /** It is written as a code that no known category has: each encoder says which. */
  OWN_CODE
}
