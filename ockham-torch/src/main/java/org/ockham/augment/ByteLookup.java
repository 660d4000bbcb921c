package org.ockham.augment;

import java.util.Arrays;

/** Writes bytes as the floats that a table has for them: one table for all channels, or one a channel. */
final class ByteLookup implements RowTarget {
  private final byte[] source;
  private final float[][] tables;
  private final int area;
  private final float[] target;
  private final int offset;
  private float[] table;

  /**
   * @param area values of a channel as they are written
   * @param offset where the first channel begins in the target
   */
  ByteLookup(byte[] source, float[][] tables, int area, float[] target, int offset) {
    this.source = source;
    this.tables = tables;
    this.area = area;
    this.target = target;
    this.offset = offset;
    table = tables[0];
  }

  @Override
  public void channel(int channel) {
    table = tables[tables.length == 1 ? 0 : channel];
  }

  @Override
  public void copy(int from, int to, int count) {
    byte[] bytes = source;
    float[] floats = target;
    float[] floatOf = table;
    int start = offset + to;
    for (int i = 0; i < count; i++) {
      floats[start + i] = floatOf[bytes[from + i] & 0xFF];
    }
  }

  @Override
  public void reverse(int from, int to, int count) {
    byte[] bytes = source;
    float[] floats = target;
    float[] floatOf = table;
    int start = offset + to;
    for (int i = 0; i < count; i++) {
      floats[start + i] = floatOf[bytes[from - i] & 0xFF];
    }
  }

  @Override
  public void gather(int from, int[] columns, int to, int count, int fill) {
    for (int i = 0; i < count; i++) {
      int column = columns[i];
      int value = column == IndexMap.FILL ? fill : source[from + column] & 0xFF;
      target[offset + to + i] = table[value];
    }
  }

  @Override
  public void fill(int count, int fill) {
    for (int c = 0; c < count / area; c++) {
      channel(c);
      Arrays.fill(target, offset + c * area, offset + (c + 1) * area, table[fill]);
    }
  }
}
