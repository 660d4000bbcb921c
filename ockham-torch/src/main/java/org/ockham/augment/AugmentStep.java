package org.ockham.augment;

/** What a policy has drawn for one image: an operation and its magnitude, sign included. */
record AugmentStep(AugmentOp op, double magnitude) {

  void apply(Image image, Interpolation interpolation, int fill) {
    op.apply(image, magnitude, interpolation, fill);
  }
}
