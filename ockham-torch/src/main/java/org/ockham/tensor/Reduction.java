package org.ockham.tensor;

/** How a loss joins the values of its elements. */
public enum Reduction {
  /** Not at all: one value an element. */
  NONE(0),
  MEAN(1),
  SUM(2);

  /** libtorch's number of it. */
  final long code;

  Reduction(long code) {
    this.code = code;
  }
}
