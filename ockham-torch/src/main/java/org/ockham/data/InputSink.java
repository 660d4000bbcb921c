package org.ockham.data;

/** Where the inputs of samples go, each to its place. */
interface InputSink {

  /** A whole input as floats. */
  void floats(int place, float[] input);

  /** A whole input as pixels of this scale; false if it does not take them so, and wants floats. */
  default boolean pixels(int place, byte[] pixels, int offset, PixelScale scale) {
    return false;
  }
}
