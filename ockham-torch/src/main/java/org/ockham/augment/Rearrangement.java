package org.ockham.augment;

import org.jspecify.annotations.Nullable;

/** Follows a map of rows and one of columns: row after row copied, where the columns follow each other. */
final class Rearrangement {

  private Rearrangement() {}

  static void write(RowTarget target, ImageShape from, IndexMap rows, IndexMap columns, int fill) {
    int width = columns.length();
    int height = rows.length();
    int start = columns.fillBefore();
    int end = Math.max(start, columns.fillAfter());
    int[] row = rows.sources();
    int[] column = columns.sources();
    int step = columns.step(start, end);
    for (int c = 0; c < from.channels(); c++) {
      target.channel(c);
      for (int y = 0; y < height; y++) {
        int at = c * from.area() + row[y] * from.width();
        int to = (c * height + y) * width;
        if (row[y] == IndexMap.FILL) {
          target.fill(to, width, fill);
          continue;
        }
        if (step == 0) {
          target.gather(at, column, to, width, fill);
          continue;
        }
        target.fill(to, start, fill);
        target.fill(to + end, width - end, fill);
        if (step == 1) {
          target.copy(at + column[start], to + start, end - start);
        } else {
          target.reverse(at + column[start], to + start, end - start);
        }
      }
    }
  }

  /** Both maps as a window, or null if something is repeated, left out or filled. */
  static @Nullable Window window(IndexMap rows, IndexMap columns) {
    int stepY = rows.step(0, rows.length());
    int stepX = columns.step(0, columns.length());
    return stepY == 0 || stepX == 0
        ? null
        : new Window(
            rows.sources()[0], stepY, rows.length(), columns.sources()[0], stepX, columns.length());
  }
}
