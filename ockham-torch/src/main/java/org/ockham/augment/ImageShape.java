package org.ockham.augment;

/**
 * The size of an image, or of images whose height and width differ from one to the next.
 *
 * @param channels 1 for grey, 3 for colour; at least 1
 * @param height rows, at least 1; −1 if they differ
 * @param width columns, at least 1; −1 if they differ
 */
public record ImageShape(int channels, int height, int width) {

  /** What stands for a height and width that differ from image to image. */
  private static final int VARYING = -1;

  public ImageShape {
    boolean varying = height == VARYING && width == VARYING;
    if (channels < 1 || (!varying && (height < 1 || width < 1))) {
      throw new IllegalArgumentException("an image has shape [" + channels + ", " + height + ", "
          + width + "], but each number must be at least 1");
    }
    if (!varying && (long) channels * height * width > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException("an image of shape [" + channels + ", " + height + ", "
          + width + "] has more than 2^31 values: make it smaller");
    }
  }

  /** Images of different sizes. */
  public static ImageShape varying(int channels) {
    return new ImageShape(channels, VARYING, VARYING);
  }

  /** Refuses images that are neither grey nor colour. */
  void requireGreyOrColour(String transform) {
    if (channels != 1 && channels != 3) {
      throw new IllegalArgumentException(
          transform + " takes images of 1 or 3 channels, but these have " + channels);
    }
  }

  /** True if height and width differ from image to image. */
  public boolean isVarying() {
    return height == VARYING;
  }

  /** How many pixels a channel has. */
  public int area() {
    return height * width;
  }

  /** How many values an image has. */
  public int size() {
    return channels * height * width;
  }

  /** The same channels in another size. */
  public ImageShape resized(int height, int width) {
    return new ImageShape(channels, height, width);
  }

  @Override
  public String toString() {
    return isVarying()
        ? "[" + channels + ", any height, any width]"
        : "[" + channels + ", " + height + ", " + width + "]";
  }
}
