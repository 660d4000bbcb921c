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
  SYMMETRIC
}
