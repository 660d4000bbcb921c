package org.ockham.augment;

import org.jspecify.annotations.Nullable;

/** Follows a map of rows and one of columns: row after row copied, where the columns follow each other. */
final class Rearrangement {

  private Rearrangement() {}

  static void write(Pixels pixels, ImageShape from, IndexMap rows, IndexMap columns, int fill) {
    int width = columns.length();
    int before = columns.fillBefore();
    int after = Math.max(before, columns.fillAfter());
    int[] column = columns.sources();
    int step = columns.step(before, after);
    int to = 0;
    for (int c = 0; c < from.channels(); c++) {
      for (int y = 0; y < rows.length(); y++) {
        int row = rows.sources()[y];
        int start = c * from.area() + row * from.width();
        if (row == IndexMap.FILL) {
          pixels.fill(to, width, fill);
        } else if (step == 0) {
          pixels.gather(start, column, to, width, fill);
        } else {
          pixels.fill(to, before, fill);
          if (step == 1) {
            pixels.copy(start + column[before], to + before, after - before);
          } else {
            pixels.reverse(start + column[before], to + before, after - before);
          }
          pixels.fill(to + after, width - after, fill);
        }
        to += width;
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
