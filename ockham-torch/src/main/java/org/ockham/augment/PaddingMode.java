package org.ockham.augment;

/** What is put outside an image; torchvision's words. */
public enum PaddingMode {
  /** The fill value. */
  CONSTANT,
  /** The outermost pixel, repeated. */
  EDGE,
  /** The image mirrored at its outermost pixel, which is not repeated: {@code c b | a b c | b a}. */
  REFLECT,
  /** The image mirrored at its edge: {@code b a | a b c | c b}. */
  SYMMETRIC;

  /** Refuses a mirror image that is larger than what is mirrored. */
  void check(int padding, int size, String what) {
    int most = this == REFLECT ? size - 1 : size;
    if ((this == REFLECT || this == SYMMETRIC) && padding > most) {
      throw new IllegalArgumentException(
          "paddingMode " + this + " is to add " + padding + " " + what + " to " + size
              + ", but has at most " + most + " to add: take less padding, or another paddingMode");
    }
  }
}
