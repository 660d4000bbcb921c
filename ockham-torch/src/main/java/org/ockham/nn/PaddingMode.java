package org.ockham.nn;

/** What stands beyond an input's border. */
public enum PaddingMode {
  /** Zeros, or another constant. */
  CONSTANT("constant"),
  /** The input mirrored at its outermost value, which is not repeated. */
  REFLECT("reflect"),
  /** The outermost value. */
  REPLICATE("replicate"),
  /** The input's other end. */
  CIRCULAR("circular");

  /** PyTorch's name. */
  final String argument;

  PaddingMode(String argument) {
    this.argument = argument;
  }
}
