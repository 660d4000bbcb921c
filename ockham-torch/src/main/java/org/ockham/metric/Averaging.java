package org.ockham.metric;

/** How a measure of each class becomes one. */
public enum Averaging {
  /** That of the positive class alone: of the one output, or of class 1 of two. */
  BINARY,
  /** Counts are added over classes first: each sample weighs the same. */
  MICRO,
  /** The mean over classes: each class weighs the same, however rare. */
  MACRO,
  /** The mean over classes, each weighing as often as it was there. */
  WEIGHTED
}
