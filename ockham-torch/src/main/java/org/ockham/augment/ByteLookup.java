package org.ockham.augment;

import java.util.Arrays;

/** Writes bytes as the floats that a table has for them: one table for all channels, or one a channel. */
final class ByteLookup implements RowTarget {
  private final byte[] source;
  private final float[][] tables;
  private final int area;
  private final float[] target;
  private final int offset;

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
  }

  private float[] table(int to) {
    return tables[tables.length == 1 ? 0 : to / area];
  }

  @Override
  public void copy(int from, int to, int count) {
    byte[] bytes = source;
    float[] floats = target;
    float[] table = table(to);
    int start = offset + to;
    for (int i = 0; i < count; i++) {
      floats[start + i] = table[bytes[from + i] & 0xFF];
    }
  }

  @Override
  public void reverse(int from, int to, int count) {
    byte[] bytes = source;
    float[] floats = target;
    float[] table = table(to);
    int start = offset + to;
    for (int i = 0; i < count; i++) {
      floats[start + i] = table[bytes[from - i] & 0xFF];
    }
  }

  @Override
  public void gather(int from, int[] columns, int to, int count, int fill) {
    float[] table = table(to);
    for (int i = 0; i < count; i++) {
      int column = columns[i];
      int value = column == IndexMap.FILL ? fill : source[from + column] & 0xFF;
      target[offset + to + i] = table[value];
    }
  }

  @Override
  public void fill(int count, int fill) {
    for (int to = 0; to < count; to += area) {
      Arrays.fill(target, offset + to, offset + to + area, table(to)[fill]);
    }
  }
}
