package org.ockham.augment;

/** Rows of an image as floats, which the compiler can compute with several at a time; bytes as 0 to 255. */
final class FloatRows {
  private final Image image;
  private final boolean isFloat;

  FloatRows(Image image) {
    this.image = image;
    isFloat = image.isFloatOrNormalized();
  }

  /** The greatest value. */
  float bound() {
    return isFloat ? 1 : 255;
  }

  /** Added to a positive value and taken away again, rounds it if the image is bytes: from 2^23 on a float has no fraction. */
  float rounding() {
    return isFloat ? 0 : 0x1.8p23f;
  }

  /** Reads the row that begins at value {@code from} of the image. */
  void load(int from, float[] row, int at, int count) {
    if (isFloat) {
      System.arraycopy(image.floats(), from, row, at, count);
      return;
    }
    byte[] pixels = image.bytes();
    for (int x = 0; x < count; x++) {
      row[at + x] = pixels[from + x] & 0xFF;
    }
  }

  /** Writes values, which lie within the bound; those of bytes are cut to whole numbers. */
  void store(float[] row, int at, int to, int count) {
    if (isFloat) {
      System.arraycopy(row, at, image.floats(), to, count);
      return;
    }
    byte[] pixels = image.bytes();
    for (int x = 0; x < count; x++) {
      pixels[to + x] = (byte) (int) row[at + x];
    }
  }
}
