package org.ockham.search.space;

/** How the range of a number is measured. */
public enum Scale {
  /** Equal differences count the same. */
  LINEAR,
  /** Equal ratios count the same; the lower bound must be above 0 (at least 1 for integers). */
  LOG
}
