package org.ockham.augment;

/** How values between pixels are had; torchvision's words. */
public enum Interpolation {
  /** The nearest pixel. */
  NEAREST,
  /** The four pixels around, weighted linearly. */
  BILINEAR,
  /** Sixteen pixels around, weighted by a cubic; to {@link Resize} only. */
  BICUBIC
}
