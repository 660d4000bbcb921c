package org.ockham.lab;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** A user's image made fit for a network that learnt from grey images with bright strokes on black, as MNIST's are. */
public final class Picture {

  private static final long MOST_PIXELS = 100_000_000;

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
   * Reads an image file (PNG, JPEG, BMP, GIF): greyed, inverted if its border is bright, put in the middle of a square, and
   * averaged down to this size.
   *
   * @throws LabException if it is not an image, or a huge one
   */
  public static Picture read(Path file, int width, int height) {
    Picture grey = grey(decode(file));
    float border = grey.border();
    boolean inverted = border > 0.5f;
    if (inverted) {
      for (int i = 0; i < grey.values.length; i++) {
        grey.values[i] = 1 - grey.values[i];
      }
    }
    return grey.fitted(width, height, inverted ? 1 - border : border, inverted);
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

  private static BufferedImage decode(Path file) {
    if (Files.isDirectory(file)) {
      throw new LabException(file + ": is a directory, not an image: give image files.");
    }
    if (!Files.exists(file)) {
      throw new LabException(file + ": there is no such file.");
    }
    try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
      if (in == null) {
        throw new NoSuchFileException(file.toString());
      }
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new LabException(
            file + ": is not an image that can be read: give a PNG or JPEG file.");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
        if (pixels > MOST_PIXELS) {
          throw new LabException(file + ": has " + pixels + " pixels, but at most " + MOST_PIXELS
              + " are read: make it smaller.");
        }
        return reader.read(0);
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new LabException(
          LabException.Kind.BAD,
          file + ": is not a whole image (" + e.getMessage() + "): give another PNG or JPEG file.",
          e);
    }
  }

  /** Luma of ITU-R BT.601 over a white ground. */
  private static Picture grey(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    float[] grey = new float[width * height];
    Raster raster = image.getRaster();
    // Java takes grey for linear light: asked for RGB it would brighten grey images.
    boolean plain = raster.getNumBands() == 1
        && image.getColorModel().getPixelSize() == 8
        && image.getType() == BufferedImage.TYPE_BYTE_GRAY;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (plain) {
          grey[y * width + x] = raster.getSample(x, y, 0) / 255f;
        } else {
          int argb = image.getRGB(x, y);
          float alpha = (argb >>> 24) / 255f;
          float luma =
              (0.299f * (argb >> 16 & 255) + 0.587f * (argb >> 8 & 255) + 0.114f * (argb & 255))
                  / 255f;
          grey[y * width + x] = alpha * luma + 1 - alpha;
        }
      }
    }
    return new Picture(grey, width, height, false);
  }

  /** The mean of the outermost pixels. */
  private float border() {
    double sum = 0;
    int count = 0;
    for (int y = 0; y < height; y++) {
      boolean edge = y == 0 || y == height - 1;
      for (int x = 0; x < width; x += edge ? 1 : Math.max(1, width - 1)) {
        sum += values[y * width + x];
        count++;
      }
    }
    return (float) (sum / count);
  }

  /** Scaled to fit, by averaging over areas, its ratio kept and the rest filled. */
  private Picture fitted(int toWidth, int toHeight, float fill, boolean inverted) {
    double scale = Math.max((double) width / toWidth, (double) height / toHeight);
    double left = (toWidth * scale - width) / 2;
    double top = (toHeight * scale - height) / 2;
    float[] fitted = new float[toWidth * toHeight];
    for (int y = 0; y < toHeight; y++) {
      for (int x = 0; x < toWidth; x++) {
        fitted[y * toWidth + x] = (float) mean(
            x * scale - left, y * scale - top, (x + 1) * scale - left, (y + 1) * scale - top, fill);
      }
    }
    return new Picture(fitted, toWidth, toHeight, inverted);
  }

  private double mean(double x0, double y0, double x1, double y1, float fill) {
    double sum = 0;
    for (int y = (int) Math.floor(y0); y < y1; y++) {
      double tall = Math.min(y + 1, y1) - Math.max(y, y0);
      for (int x = (int) Math.floor(x0); x < x1; x++) {
        double wide = Math.min(x + 1, x1) - Math.max(x, x0);
        boolean inside = x >= 0 && x < width && y >= 0 && y < height;
        sum += tall * wide * (inside ? values[y * width + x] : fill);
      }
    }
    return sum / ((x1 - x0) * (y1 - y0));
  }
}
