package org.ockham.augment;

import java.util.Arrays;
import java.util.List;

/** A part of an image that is overwritten, in all channels. */
record Rectangle(int top, int left, int height, int width) {

  /** Refuses values that cannot be one a channel, or one for all. */
  static void checkValue(List<Double> value) {
    if (value.isEmpty() || !value.stream().allMatch(Double::isFinite)) {
      throw new IllegalArgumentException(
          "value is " + value + ": it must be a number for each channel, or one for all");
    }
  }

  static void fits(List<Double> value, ImageShape image) {
    if (value.size() != 1 && value.size() != image.channels()) {
      throw new IllegalArgumentException("value has " + value.size()
          + " numbers, but the images have " + image.channels()
          + " channels: give one a channel, or one for all");
    }
  }

  void fill(Image image, List<Double> value) {
    fits(value, image.shape());
    for (int c = 0; c < image.channels(); c++) {
      double here = value.get(value.size() == 1 ? 0 : c);
      if (!image.isFloatOrNormalized() && !(here >= 0 && here <= 255)) {
        throw new IllegalArgumentException(
            "value is " + here
                + ", but the images are bytes, 0 to 255: take one of those, or put the transform after Normalize");
      }
      for (int y = top; y < top + height; y++) {
        int from = (c * image.height() + y) * image.width() + left;
        if (image.isFloatOrNormalized()) {
          Arrays.fill(image.floats(), from, from + width, (float) here);
        } else {
          Arrays.fill(image.bytes(), from, from + width, (byte) Math.rint(here));
        }
      }
    }
  }

  /** Bytes become uniform, floats normal. */
  void fillAtRandom(Image image, Draws draws) {
    for (int c = 0; c < image.channels(); c++) {
      for (int y = top; y < top + height; y++) {
        int from = (c * image.height() + y) * image.width() + left;
        for (int i = from; i < from + width; i++) {
          if (image.isFloatOrNormalized()) {
            image.floats()[i] = (float) draws.normal();
          } else {
            image.bytes()[i] = (byte) draws.bits();
          }
        }
      }
    }
  }
}
