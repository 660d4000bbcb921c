package org.ockham.lab;

import java.awt.image.BufferedImage;
import java.nio.file.Path;

/** A user's image made fit for a network that learnt from grey images with bright strokes on black, as MNIST's are. */
public final class Picture {

  private final float[] values;
  private final int width;
  private final int height;
  private final boolean inverted;

  private Picture(float[] values, int width, int height, boolean inverted) {
    this.values = values;
    this.width = width;
    this.height = height;
    this.inverted = inverted;
  }

  /**
   * Reads an image file (PNG, JPEG, BMP, GIF, TIFF): turned as its EXIF orientation says, greyed, inverted if its border is
   * bright, put in the middle of a square, and averaged down to this size. Time and memory grow with its pixels only.
   *
   * @throws LabException if it is absent, not an image, damaged, a huge one, or a JPEG of CMYK colours
   */
  public static Picture read(Path file, int width, int height) {
    return ImageFile.read(file, (image, orientation) -> fitted(image, orientation, width, height));
  }

  /** Its values from 0 to 1, row after row. */
  public float[] values() {
    return values.clone();
  }

  /** Columns. */
  public int width() {
    return width;
  }

  /** Rows. */
  public int height() {
    return height;
  }

  /** Whether it was turned bright on dark, its border having been bright. */
  public boolean inverted() {
    return inverted;
  }

  /** Averaged as it lies, and turned when it is small. */
  private static Picture fitted(
      BufferedImage image, Orientation orientation, int width, int height) {
    boolean onSide = orientation.swapsSides();
    AreaMean mean = new AreaMean(
        image.getWidth(), image.getHeight(), onSide ? height : width, onSide ? width : height);
    GreyRows rows = new GreyRows(image);
    float[] row = new float[image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      rows.read(y, row);
      mean.add(row);
    }
    float border = mean.border();
    boolean inverted = border > 0.5f;
    float[] values = orientation.upright(mean.values(border), width, height);
    if (inverted) {
      for (int i = 0; i < values.length; i++) {
        values[i] = 1 - values[i];
      }
    }
    return new Picture(values, width, height, inverted);
  }
}
