package org.ockham.tensor;

/** The type of a tensor's elements. */
public enum DType {
  /** Unsigned, 8 bits: how images are stored. */
  UINT8(0, 1, false),
  INT8(1, 1, false),
  INT16(2, 2, false),
  INT32(3, 4, false),
  /** What class labels and indices are. */
  INT64(4, 8, false),
  /** IEEE half precision. */
  FLOAT16(5, 2, true),
  /** What parameters and activations are, unless told otherwise. */
  FLOAT32(6, 4, true),
  FLOAT64(7, 8, true),
  BOOL(11, 1, false),
  /** Half precision with the range of FLOAT32. */
  BFLOAT16(15, 2, true);

  /** libtorch's number of this type. */
  final byte code;

  private final int bytes;
  private final boolean floating;

  DType(int code, int bytes, boolean floating) {
    this.code = (byte) code;
    this.bytes = bytes;
    this.floating = floating;
  }

  /** The size of one element in bytes. */
  public int bytes() {
    return bytes;
  }

  /** Whether it holds fractions; only such tensors have gradients. */
  public boolean isFloating() {
    return floating;
  }

  static DType of(byte code) {
    for (DType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new EngineException(
        "elements of libtorch's type number " + code + " have no counterpart here");
  }
}
