package org.ockham.onnx;

/** What ONNX, or the runtime that computes it, cannot say; the message names the layer and the remedy. */
public final class OnnxException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final boolean located;

  public OnnxException(String message) {
    super(message);
    located = false;
  }

  private OnnxException(String message, OnnxException cause) {
    super(message, cause);
    located = true;
  }

  /** The same, said of this layer; the innermost layer keeps the word. */
  public OnnxException in(String layer) {
    return located ? this : new OnnxException(layer + ": " + getMessage(), this);
  }
}
