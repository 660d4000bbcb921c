package org.ockham.board;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A picture, as the bytes of a file. {@link #of(byte[])} takes a PNG's. */
public final class Image implements Value {

  private static final long PNG = 0x89504E470D0A1A0AL;
  private static final int HEADER = 24;

  private final int width;
  private final int height;
  private final byte[] encoded;

  /**
   * A picture of any format that browsers show.
   *
   * @param width in pixels
   * @param height in pixels
   * @param encoded the bytes of a file
   */
  public Image(int width, int height, byte[] encoded) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "an image is " + width + " by " + height + " pixels: it must have one or more each way");
    }
    this.width = width;
    this.height = height;
    this.encoded = encoded.clone();
  }

  /**
   * Of the bytes of a PNG file, which know their size.
   *
   * @throws IllegalArgumentException if they are not a PNG
   */
  public static Image of(byte[] png) {
    if (png.length < HEADER || ByteBuffer.wrap(png).getLong() != PNG) {
      throw new IllegalArgumentException("an image of " + png.length
          + " bytes does not begin as a PNG does: encode it, with ImageIO for example");
    }
    ByteBuffer size = ByteBuffer.wrap(png, 16, 8); // the first chunk begins with them
    return new Image(size.getInt(), size.getInt(), png);
  }

  /** In pixels. */
  public int width() {
    return width;
  }

  /** In pixels. */
  public int height() {
    return height;
  }

  /** The bytes of a file, a copy. */
  public byte[] encoded() {
    return encoded.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Image image
        && width == image.width
        && height == image.height
        && Arrays.equals(encoded, image.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  @Override
  public String toString() {
    return "Image[" + width + " x " + height + ", " + encoded.length + " bytes]";
  }
}
