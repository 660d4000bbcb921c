package org.ockham.nn;

/** What stands beyond an input's border. */
public enum PaddingMode {
  /** Zeros, or another constant. */
  CONSTANT("constant", "constant"),
  /** The input mirrored at its outermost value, which is not repeated. */
  REFLECT("reflect", "reflect"),
  /** The outermost value. */
  REPLICATE("replicate", "edge"),
  /** The input's other end. */
  CIRCULAR("circular", "wrap");

  /** PyTorch's name. */
  final String argument;

  /** ONNX' word. */
  final String onnx;

  PaddingMode(String argument, String onnx) {
    this.argument = argument;
    this.onnx = onnx;
  }
}
