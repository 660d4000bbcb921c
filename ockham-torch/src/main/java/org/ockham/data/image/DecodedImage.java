package org.ockham.data.image;

import java.awt.image.BufferedImage;
import org.ockham.augment.ImageShape;

/** An image out of a file, upright. */
public final class DecodedImage {
  private final ImageShape shape;
  private final byte[] pixels;

  private DecodedImage(ImageShape shape, byte[] pixels) {
    this.shape = shape;
    this.pixels = pixels;
  }

  /** What a decoder gave, in so many channels, turned as it should be. */
  static DecodedImage of(BufferedImage image, Orientation orientation, int channels) {
    int width = image.getWidth();
    int height = image.getHeight();
    int plane = width * height;
    byte[] pixels = new byte[Math.multiplyExact(channels, plane)];
    PixelRows rows = PixelRows.of(image);
    for (int y = 0; y < height; y++) {
      rows.read(y, pixels, y * width, channels, plane);
    }
    int across = orientation.swapsSides() ? height : width;
    int down = orientation.swapsSides() ? width : height;
    return new DecodedImage(
        new ImageShape(channels, down, across),
        orientation.upright(pixels, channels, across, down));
  }

  /** Its channels, height and width. */
  public ImageShape shape() {
    return shape;
  }

  /** The pixels, unsigned, channel after channel, row after row. Not a copy. */
  public byte[] pixels() {
    return pixels;
  }
}
