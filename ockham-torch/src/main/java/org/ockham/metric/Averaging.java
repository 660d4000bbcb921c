package org.ockham.metric;

/** How a measure of each class becomes one. */
public enum Averaging {
  /** Counts are added over classes first: each sample weighs the same. */
  MICRO,
  /** The mean over classes: each class weighs the same, however rare. */
  MACRO
}
