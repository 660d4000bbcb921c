package org.ockham.augment;

/** Tables that follow each other, as one: what each value of a channel becomes. */
final class Tables {
  private byte[][] tables = new byte[0][];
  private boolean empty = true;

  void clear() {
    empty = true;
  }

  boolean isEmpty() {
    return empty;
  }

  /** After those before comes one for all channels, or one a channel. */
  void add(byte[][] more, int channels) {
    if (tables.length < channels) {
      tables = new byte[channels][256];
      empty = true;
    }
    for (int c = 0; c < channels; c++) {
      byte[] table = tables[c];
      byte[] added = more[more.length == 1 ? 0 : c];
      if (empty) {
        System.arraycopy(added, 0, table, 0, 256);
      } else {
        for (int value = 0; value < 256; value++) {
          table[value] = added[table[value] & 0xFF];
        }
      }
    }
    empty = false;
  }

  void apply(byte[] pixels, ImageShape shape) {
    int area = shape.area();
    for (int c = 0; c < shape.channels(); c++) {
      byte[] table = tables[c];
      for (int i = c * area; i < (c + 1) * area; i++) {
        pixels[i] = table[pixels[i] & 0xFF];
      }
    }
  }
}
