package org.ockham.data;

import org.ockham.augment.Image;
import org.ockham.augment.ImageShape;

/** Takes samples into a working image: bytes where they are plain pixels, floats otherwise. */
final class ImageSink implements InputSink {
  private final Image image;
  private final ImageShape shape;

  ImageSink(Image image, Dataset images) {
    this.image = image;
    this.shape = Transformed.shape(images.inputShape());
  }

  @Override
  public void floats(int place, float[] input) {
    image.set(shape, input, 0);
  }

  @Override
  public boolean pixels(int place, byte[] pixels, int offset, PixelScale scale) {
    if (scale != PixelScale.UNIT) {
      return false;
    }
    image.set(shape, pixels, offset);
    return true;
  }
}
