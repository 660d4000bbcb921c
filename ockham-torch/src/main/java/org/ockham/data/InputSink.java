package org.ockham.data;

import org.ockham.augment.Image;

/** Where the inputs of samples go, each to its place. */
interface InputSink {

  /** A whole input as floats, in the order of its shape. */
  void floats(int place, float[] input);

  /** A whole input as pixels of this scale; false if it does not take them so, and wants floats. */
  default boolean pixels(int place, byte[] pixels, int offset, PixelScale scale) {
    return false;
  }

  /** A whole input as an image of bytes that is to be scaled so; false if it does not take it so, and wants floats. */
  default boolean image(int place, Image image, PixelScale scale) {
    return false;
  }
}
