package org.ockham.augment;

import java.util.Arrays;

/** Writes bytes as the floats that a table has for them: one table for all channels, or one a channel. */
final class ByteLookup implements RowTarget {
  private final byte[] source;
  private final float[][] tables;
  private final float[] target;
  private final int offset;
  private float[] table;

  /**
   * @param offset where the first value goes in the target
   */
  ByteLookup(byte[] source, float[][] tables, float[] target, int offset) {
    this.source = source;
    this.tables = tables;
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
  public void fill(int to, int count, int fill) {
    Arrays.fill(target, offset + to, offset + to + count, table[fill]);
  }
}
