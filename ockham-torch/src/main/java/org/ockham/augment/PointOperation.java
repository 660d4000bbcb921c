package org.ockham.augment;

/** A new value for each value of an image by itself: for bytes a table, which joins those that are pending; for floats a pass. */
@FunctionalInterface
interface PointOperation {

  /**
   * The new value, which is brought within [0, bound], and cut to a whole number for bytes, as torchvision does.
   *
   * @param bound the greatest value: 255 for bytes, 1 for floats
   */
  float of(float value, float bound);

  /** Changes all channels by one operation, or each by its own. */
  static void apply(Image image, PointOperation... operations) {
    if (image.isFloatOrNormalized()) {
      floats(image, operations);
      return;
    }
    byte[][] tables = new byte[operations.length][256];
    for (int c = 0; c < tables.length; c++) {
      for (int i = 0; i < 256; i++) {
        tables[c][i] = toByte((int) operations[c].of(i, 255));
      }
    }
    image.table(tables);
  }

  private static void floats(Image image, PointOperation... operations) {
    float[] values = image.floats();
    int area = image.shape().area();
    for (int c = 0; c < image.channels(); c++) {
      PointOperation operation = operations[operations.length == 1 ? 0 : c];
      for (int i = c * area; i < (c + 1) * area; i++) {
        values[i] = toUnit(operation.of(values[i], 1));
      }
    }
  }

  /** Brought within 0 and 255. */
  static byte toByte(int value) {
    return (byte) Math.max(0, Math.min(255, value));
  }

  /** Brought within [0, 1]. */
  static float toUnit(float value) {
    return Math.max(0, Math.min(1, value));
  }
}
