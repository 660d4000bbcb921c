package org.ockham.data;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.ockham.data.glyph.PixelFont;
import org.ockham.file.AtomicFile;
import org.ockham.file.FileProblem;

/**
 * A picture of the first samples of a data set, row after row, each with its label underneath. Needs no display and no
 * fonts. Images whose values lie in 0..1 are shown as they are, others (normalised ones) stretched between their least
 * and their greatest value.
 *
 * @param count how many samples, at least 1; fewer if the data set is smaller
 * @param columns how many stand in a row, at least 1
 * @param zoom how many pixels of the picture a pixel of an image takes along each side, 1 to 32
 */
public record ContactSheet(int count, int columns, int zoom) {
  private static final int GAP = 4;
  private static final int PAPER = 0xFFFFFF;
  private static final int TEXT = 0x202020;

  public ContactSheet {
    if (count < 1 || columns < 1 || zoom < 1 || zoom > 32) {
      throw new DataException(
          "A contact sheet of " + count + " samples in " + columns + " columns at zoom " + zoom
              + " cannot be drawn: count and columns must be at least 1, zoom 1 to 32.");
    }
  }

  /** So many samples in so many columns, at twice their size. */
  public static ContactSheet of(int count, int columns) {
    return new ContactSheet(count, columns, 2);
  }

  /** A copy with another zoom. */
  public ContactSheet withZoom(int zoom) {
    return new ContactSheet(count, columns, zoom);
  }

  /**
   * Writes a PNG file of the first samples.
   *
   * @throws DataException if the samples are no images of 1 or 3 channels, or the file cannot be written
   */
  public static void png(Dataset dataset, Path path, int count, int columns) {
    of(count, columns).write(dataset, path);
  }

  /**
   * Writes a PNG file.
   *
   * @throws DataException if the samples are no images of 1 or 3 channels, or the file cannot be written
   */
  public void write(Dataset dataset, Path path) {
    BufferedImage image = draw(dataset);
    try {
      Path parent = path.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      ByteArrayOutputStream png = new ByteArrayOutputStream();
      if (!ImageIO.write(image, "png", png)) {
        throw new IOException("this Java has no PNG writer");
      }
      AtomicFile.write(path, png.toByteArray());
    } catch (IOException e) {
      throw new DataException(
          DataException.Kind.UNWRITABLE,
          "The picture " + path + " cannot be written (" + FileProblem.reason(e)
              + "): choose another place.",
          e);
    }
  }

  /** The picture itself. */
  BufferedImage draw(Dataset dataset) {
    long[] shape = dataset.inputShape();
    if (shape.length != 3 || (shape[0] != 1 && shape[0] != 3)) {
      throw new DataException("Samples of shape " + java.util.Arrays.toString(shape)
          + " are no images: a contact sheet needs [1, height, width] or [3, height, width].");
    }
    int channels = (int) shape[0];
    int height = (int) shape[1];
    int width = (int) shape[2];
    int shown = Math.min(count, dataset.size());
    int across = Math.min(columns, shown);
    int cellWidth = width * zoom + GAP;
    int cellHeight = height * zoom + PixelFont.HEIGHT + 2 + GAP;
    int rows = (shown + across - 1) / across;
    long area = (across * (long) cellWidth + GAP) * (rows * (long) cellHeight + GAP);
    if (area > 200_000_000) {
      throw new DataException("A contact sheet of " + shown + " samples would have " + area
          + " pixels, but at most 200000000 are drawn: show fewer, or zoom less.");
    }
    BufferedImage image = new BufferedImage(
        across * cellWidth + GAP, rows * cellHeight + GAP, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, PAPER);
      }
    }
    for (int i = 0; i < shown; i++) {
      int x = GAP + i % across * cellWidth;
      int y = GAP + i / across * cellHeight;
      Sample sample = dataset.sample(i);
      picture(image, x, y, sample.input(), channels, height, width);
      PixelFont.write(
          image, x, y + height * zoom + 2, width * zoom, caption(dataset, sample), TEXT);
    }
    return image;
  }

  private void picture(
      BufferedImage image, int x0, int y0, float[] values, int channels, int height, int width) {
    float low = 0;
    float high = 1;
    for (float value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    int plane = height * width;
    for (int y = 0; y < height * zoom; y++) {
      for (int x = 0; x < width * zoom; x++) {
        int place = y / zoom * width + x / zoom;
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
          float value = values[(channels == 1 ? 0 : c) * plane + place];
          rgb = rgb << 8 | Math.round(255 * (value - low) / (high - low));
        }
        image.setRGB(x0 + x, y0 + y, rgb);
      }
    }
  }

  private static String caption(Dataset dataset, Sample sample) {
    if (dataset.targets() instanceof Targets.Classes classes) {
      return classes.names().get(sample.label());
    }
    StringBuilder text = new StringBuilder();
    for (float value : sample.target()) {
      text.append(text.isEmpty() ? "" : " ").append(value);
    }
    return text.toString();
  }
}
