package org.ockham.lab;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.ockham.augment.CenterCrop;
import org.ockham.augment.Compose;
import org.ockham.augment.Draws;
import org.ockham.augment.Image;
import org.ockham.augment.ImageShape;
import org.ockham.augment.Resize;
import org.ockham.augment.Transform;
import org.ockham.data.DataException;
import org.ockham.data.image.DecodedImage;
import org.ockham.data.image.ImageFile;
import org.ockham.tensor.RandomKey;

/** A user's image made fit for a network: as the images of its data set are, and then transformed as they were. */
public final class Picture {

  private final float[] values;
  private final ImageShape shape;
  private final boolean inverted;

  private Picture(float[] values, ImageShape shape, boolean inverted) {
    this.values = values;
    this.shape = shape;
    this.inverted = inverted;
  }

  /**
   * Reads an image file (PNG, JPEG, WebP, BMP, GIF, TIFF), turned as its EXIF orientation says.
   *
   * <p>For grey images of one size, which have bright strokes on black as MNIST's do, it is greyed, inverted if its border is bright,
   * put in the middle of a square, and averaged down to that size. For colour images of one size, its largest window of their
   * proportions is taken from the middle and resized. Where images differ in size it stays as it is. Time and memory grow with its
   * pixels only.
   *
   * @param shape of the images that the network learnt from, before any transform
   * @param transforms what was done to all of them
   * @throws LabException if it is absent, not an image, damaged, a huge one, a JPEG of CMYK colours, or nothing for the transforms
   */
  public static Picture read(Path file, ImageShape shape, List<Transform> transforms) {
    try {
      DecodedImage decoded = ImageFile.read(file, shape.channels());
      return shape.channels() == 1 && !shape.isVarying()
          ? strokes(decoded, shape).transformed(transforms)
          : window(decoded, shape).transformed(transforms);
    } catch (DataException e) {
      throw new LabException(LabException.Kind.BAD, String.valueOf(e.getMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new LabException(
          LabException.Kind.BAD,
          file + ": is nothing for the model's transforms: " + e.getMessage() + ".",
          e);
    }
  }

  /** The same without transforms, for grey images. */
  public static Picture read(Path file, int width, int height) {
    return read(file, new ImageShape(1, height, width), List.of());
  }

  /** Its values, channel after channel, row after row: from 0 to 1, unless a transform normalised them. */
  public float[] values() {
    return values.clone();
  }

  /** Channels, rows and columns. */
  public ImageShape shape() {
    return shape;
  }

  /** Columns. */
  public int width() {
    return shape.width();
  }

  /** Rows. */
  public int height() {
    return shape.height();
  }

  /** Whether it was turned bright on dark, its border having been bright. */
  public boolean inverted() {
    return inverted;
  }

  private Picture transformed(List<Transform> transforms) {
    if (transforms.isEmpty()) {
      return this;
    }
    byte[] pixels = new byte[shape.size()]; // as the images of training are
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) Math.round(255 * values[i]);
    }
    Image image = Image.of(shape, pixels);
    new Compose(transforms).apply(image, Draws.of(RandomKey.of(0)));
    return of(image, inverted);
  }

  private static Picture of(Image image, boolean inverted) {
    float[] values = Arrays.copyOf(image.floats(), image.shape().size());
    return new Picture(values, image.shape(), inverted);
  }

  private static Picture window(DecodedImage decoded, ImageShape shape) {
    Image image = Image.of(decoded.shape(), decoded.pixels());
    if (!shape.isVarying()) {
      double scale = Math.min(
          image.height() / (double) shape.height(), image.width() / (double) shape.width());
      new Compose(List.of(
              new CenterCrop(side(shape.height(), scale), side(shape.width(), scale)),
              Resize.of(shape.height(), shape.width())))
          .apply(image, Draws.of(RandomKey.of(0)));
    }
    return of(image, false);
  }

  private static int side(int side, double scale) {
    return Math.max(1, (int) Math.round(side * scale));
  }

  private static Picture strokes(DecodedImage image, ImageShape shape) {
    float[] row = new float[image.shape().width()];
    AreaMean mean = new AreaMean(row.length, image.shape().height(), shape.width(), shape.height());
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
    return new Picture(values, shape, inverted);
  }
}
