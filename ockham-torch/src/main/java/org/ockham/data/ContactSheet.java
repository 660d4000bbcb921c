package org.ockham.data;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ockham.augment.Image;
import org.ockham.data.glyph.PixelFont;

/**
 * A picture of the first samples of a data set, or of any images, row after row, each with its label underneath. Needs no display
 * and no fonts. Images whose values lie in 0..1 are shown as they are, others (normalised ones) stretched between their least
 * and their greatest value. They may differ in size; what is longer than 256 pixels is shrunk to that.
 *
 * @param count how many samples, at least 1; fewer if there are fewer
 * @param columns how many stand in a row, at least 1
 * @param zoom how many pixels of the picture a pixel of an image takes along each side, 1 to 32
 */
public record ContactSheet(int count, int columns, int zoom) {
  private static final int GAP = 4;
  private static final int PAPER = 0xFFFFFF;
  private static final int TEXT = 0x202020;
  private static final int LONGEST = 256;
  private static final long MOST_PIXELS = 200_000_000;

  /**
   * An image, and what is written under it.
   *
   * @param image of 1 or 3 channels
   * @param caption cut off where the image ends
   */
  public record Cell(Image image, String caption) {}

  /** An image as it is drawn, but for the zoom. */
  private record Drawn(BufferedImage picture, String caption) {}

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
    PngFile.write(draw(dataset), path);
  }

  /**
   * Writes a PNG file of these images.
   *
   * @throws DataException if they are not of 1 or 3 channels, or the file cannot be written
   */
  public void write(List<Cell> cells, Path path) {
    PngFile.write(
        draw(cells.stream()
            .limit(count)
            .map(cell -> new Drawn(picture(cell.image), cell.caption))
            .toList()),
        path);
  }

  /**
   * The first samples of a data set as images, each with its class or target: to draw them together with others.
   *
   * @throws DataException if the samples are no images
   */
  public static List<Cell> cells(Dataset dataset, int count) {
    Reader reader = new Reader(dataset);
    return IntStream.range(0, Math.min(count, dataset.size()))
        .mapToObj(reader::read)
        .map(cell -> new Cell(cell.image.copy(), cell.caption))
        .toList();
  }

  /** The picture itself. */
  BufferedImage draw(Dataset dataset) {
    long[] shape = dataset.inputShape();
    if (shape.length != 3 || (shape[0] != 1 && shape[0] != 3)) {
      throw new DataException("Samples of shape " + Arrays.toString(shape)
          + " are no images: a contact sheet needs [1, height, width] or [3, height, width].");
    }
    int shown = Math.min(count, dataset.size());
    if (shape[1] > 0) {
      size(shown, (int) shape[2], (int) shape[1]); // before all are read
    }
    Reader reader = new Reader(dataset);
    List<Drawn> drawn = new ArrayList<>();
    for (int i = 0; i < shown; i++) {
      Cell cell = reader.read(i);
      drawn.add(new Drawn(picture(cell.image), cell.caption));
    }
    return draw(drawn);
  }

  private BufferedImage draw(List<Drawn> cells) {
    int width = cells.stream().mapToInt(cell -> cell.picture.getWidth()).max().orElse(1);
    int height = cells.stream().mapToInt(cell -> cell.picture.getHeight()).max().orElse(1);
    Dimension size = size(cells.size(), width, height);
    BufferedImage sheet = new BufferedImage(size.width, size.height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = sheet.createGraphics();
    graphics.setColor(new Color(PAPER));
    graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    int across = Math.min(columns, cells.size());
    for (int i = 0; i < cells.size(); i++) {
      int x = GAP + i % across * (width * zoom + GAP);
      int y = GAP + i / across * (height * zoom + PixelFont.HEIGHT + 2 + GAP);
      BufferedImage picture = cells.get(i).picture;
      graphics.drawImage(
          picture, x, y, picture.getWidth() * zoom, picture.getHeight() * zoom, null);
      PixelFont.write(sheet, x, y + height * zoom + 2, width * zoom, cells.get(i).caption, TEXT);
    }
    graphics.dispose();
    return sheet;
  }

  /** How large a sheet is for so many images of at most this size. */
  private Dimension size(int shown, int width, int height) {
    long across = Math.min(columns, Math.max(1, shown));
    long rows = (shown + across - 1) / across;
    long wide = GAP + across * ((long) Math.min(width, LONGEST) * zoom + GAP);
    long high = GAP + rows * ((long) Math.min(height, LONGEST) * zoom + PixelFont.HEIGHT + 2 + GAP);
    if (wide * high > MOST_PIXELS) {
      throw new DataException("A contact sheet of " + shown + " samples would have " + wide * high
          + " pixels, but at most " + MOST_PIXELS + " are drawn: show fewer, or zoom less.");
    }
    return new Dimension((int) wide, (int) high);
  }

  private static BufferedImage picture(Image image) {
    return picture(image, LONGEST);
  }

  /**
   * An image at its own size, or shrunk so that its longer side has so many pixels.
   *
   * @throws DataException if it is not of 1 or 3 channels
   */
  public static BufferedImage picture(Image image, int longest) {
    int channels = image.channels();
    if (channels != 1 && channels != 3) {
      throw new DataException(
          "An image of " + channels + " channels cannot be drawn: a contact sheet needs 1 or 3.");
    }
    int width = image.width();
    int height = image.height();
    float[] values = values(image);
    float low = 0;
    float high = 1;
    for (int i = 0; i < image.shape().size(); i++) {
      low = Math.min(low, values[i]);
      high = Math.max(high, values[i]);
    }
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      int rgb = 0;
      for (int c = 0; c < 3; c++) {
        float value = values[(channels == 1 ? 0 : c) * width * height + i];
        rgb = rgb << 8 | Math.round(255 * (value - low) / (high - low));
      }
      picture.setRGB(i % width, i / width, rgb);
    }
    return shrunk(picture, longest);
  }

  /** From 0 to 1, or normalised, which the image becomes then; one of bytes stays so. */
  private static float[] values(Image image) {
    if (image.isFloat() || image.normalization() != null) {
      return image.floats();
    }
    byte[] pixels = image.pixels();
    float[] values = new float[image.shape().size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (pixels[i] & 0xFF) / 255f;
    }
    return values;
  }

  private static BufferedImage shrunk(BufferedImage picture, int most) {
    int longest = Math.max(picture.getWidth(), picture.getHeight());
    if (longest <= most) {
      return picture;
    }
    int width = Math.max(1, Math.round((float) picture.getWidth() * most / longest));
    int height = Math.max(1, Math.round((float) picture.getHeight() * most / longest));
    BufferedImage small = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = small.createGraphics();
    graphics.drawImage(
        picture.getScaledInstance(width, height, BufferedImage.SCALE_AREA_AVERAGING), 0, 0, null);
    graphics.dispose();
    return small;
  }

  /** Reads samples as images, all into one. */
  private static final class Reader {
    private final Image image = new Image();
    private final Targets targets;
    private final SampleWriter writer;

    Reader(Dataset dataset) {
      targets = dataset.targets();
      writer = new SampleWriter(dataset, image);
      writer.into(new ImageSink(image, dataset));
    }

    Cell read(int index) {
      writer.look(index);
      return new Cell(image, caption());
    }

    private String caption() {
      if (targets instanceof Targets.Classes classes) {
        return classes.names().get(writer.label());
      }
      StringBuilder text = new StringBuilder();
      for (float value : writer.target()) {
        text.append(text.isEmpty() ? "" : " ").append(value);
      }
      return text.toString();
    }
  }
}
