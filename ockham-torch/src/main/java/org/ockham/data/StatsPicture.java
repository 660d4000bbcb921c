package org.ockham.data;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ockham.data.glyph.PixelFont;

/**
 * A picture of what is in a data set: for each class a bar as long as its samples are many, and for each channel (or column) its mean
 * with a deviation to either side, on one scale for all. Needs no display and no fonts.
 */
public final class StatsPicture {
  private static final int WIDTH = 640;
  private static final int MARGIN = 8;
  private static final int ROW = 13;
  private static final int BAR = 9;
  private static final int NUMBERS = 140;
  private static final int LONGEST_NAME = 150;

  /** More rows of a kind are not drawn. */
  private static final int MOST = 300;

  private static final int TEXT = 0x202020;
  private static final Color PAPER = Color.WHITE;
  private static final Color CLASSES = new Color(0x0072B2);
  private static final Color CHANNELS = new Color(0xD55E00);
  private static final Color MEAN = new Color(TEXT);

  /**
   * A row.
   *
   * @param name at the left
   * @param from where the bar begins, as a share of the width
   * @param to where it ends
   * @param mark where a mark is on it; NaN for none
   * @param numbers at the right
   * @param colour of the bar
   */
  private record Row(
      String name, double from, double to, double mark, String numbers, Color colour) {}

  private StatsPicture() {}

  /**
   * Writes a PNG file.
   *
   * @throws DataException if it cannot be written
   */
  public static void png(DataStats stats, Path path) {
    PngFile.write(draw(stats), path);
  }

  static BufferedImage draw(DataStats stats) {
    List<Row> rows = new ArrayList<>(classes(stats.classes()));
    rows.addAll(columns(stats.channels(), "channel "));
    rows.addAll(columns(stats.targets(), "target "));
    int names = rows.stream().mapToInt(row -> PixelFont.width(row.name)).max().orElse(0);
    int left = MARGIN + Math.min(names, LONGEST_NAME) + MARGIN;
    int length = WIDTH - NUMBERS - MARGIN - left;
    BufferedImage image = new BufferedImage(
        WIDTH, 2 * MARGIN + Math.max(1, rows.size()) * ROW, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(PAPER);
    graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
    int y = MARGIN;
    for (Row row : rows) {
      PixelFont.write(image, MARGIN, y + 1, left - 2 * MARGIN, row.name, TEXT);
      graphics.setColor(row.colour);
      int start = (int) Math.round(left + row.from * length);
      int end = (int) Math.round(left + row.to * length);
      graphics.fillRect(start, y, Math.max(1, end - start), BAR);
      if (!Double.isNaN(row.mark)) {
        graphics.setColor(MEAN);
        graphics.fillRect((int) Math.round(left + row.mark * length) - 1, y - 1, 3, BAR + 2);
      }
      PixelFont.write(image, left + length + MARGIN, y + 1, NUMBERS - MARGIN, row.numbers, TEXT);
      y += ROW;
    }
    graphics.dispose();
    return image;
  }

  private static List<Row> classes(List<DataStats.ClassCount> classes) {
    int most = classes.stream().mapToInt(DataStats.ClassCount::count).max().orElse(1);
    return classes.stream()
        .limit(MOST)
        .map(each -> new Row(
            each.name(),
            0,
            each.count() / (double) Math.max(1, most),
            Double.NaN,
            Integer.toString(each.count()),
            CLASSES))
        .toList();
  }

  private static List<Row> columns(List<DataStats.Column> columns, String name) {
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    for (DataStats.Column column : columns) {
      if (column.count() > 0) {
        low = Math.min(low, Math.min(column.min(), column.mean() - column.std()));
        high = Math.max(high, Math.max(column.max(), column.mean() + column.std()));
      }
    }
    double range = high > low ? high - low : 1;
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST, columns.size()); i++) {
      DataStats.Column column = columns.get(i);
      if (column.count() == 0) {
        rows.add(new Row(name + i, 0, 0, Double.NaN, "all missing", CHANNELS));
      } else {
        rows.add(new Row(
            name + i,
            (column.mean() - column.std() - low) / range,
            (column.mean() + column.std() - low) / range,
            (column.mean() - low) / range,
            String.format(Locale.ROOT, "%.4g +- %.4g", column.mean(), column.std()),
            CHANNELS));
      }
    }
    return rows;
  }
}
