package org.ockham.lab;

import java.nio.file.Path;
import org.ockham.data.DataException;
import org.ockham.data.image.DecodedImage;
import org.ockham.data.image.ImageFile;

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
   * Reads an image file (PNG, JPEG, WebP, BMP, GIF, TIFF): turned as its EXIF orientation says, greyed, inverted if its border is
   * bright, put in the middle of a square, and averaged down to this size. Time and memory grow with its pixels only.
   *
   * @throws LabException if it is absent, not an image, damaged, a huge one, or a JPEG of CMYK colours
   */
  public static Picture read(Path file, int width, int height) {
    try {
      return fitted(ImageFile.read(file, 1), width, height);
    } catch (DataException e) {
      throw new LabException(LabException.Kind.BAD, e.getMessage(), e);
    }
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

  private static Picture fitted(DecodedImage image, int width, int height) {
    float[] row = new float[image.shape().width()];
    AreaMean mean = new AreaMean(row.length, image.shape().height(), width, height);
    for (int at = 0; at < image.pixels().length; at += row.length) {
      for (int x = 0; x < row.length; x++) {
        row[x] = (image.pixels()[at + x] & 0xFF) / 255f;
      }
      mean.add(row);
    }
    float border = mean.border();
    boolean inverted = border > 0.5f;
    float[] values = mean.values(border);
    if (inverted) {
      for (int i = 0; i < values.length; i++) {
        values[i] = 1 - values[i];
      }
    }
    return new Picture(values, width, height, inverted);
  }
}
