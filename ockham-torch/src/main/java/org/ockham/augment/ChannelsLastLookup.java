package org.ockham.augment;

/** {@link ByteLookup} into pixels whose channels are beside each other. */
final class ChannelsLastLookup implements RowTarget {
  private final byte[] source;
  private final int area;
  private final int channels;
  private final float[][] tables;
  private final float[] target;
  private float[] table;
  /** Where the channel's value of pixel 0 goes, less what the places of rows have counted for the channels before. */
  private int offset;

  /**
   * @param shape of what is written
   */
  ChannelsLastLookup(byte[] source, ImageShape shape, float[][] tables, float[] target) {
    this.source = source;
    this.area = shape.area();
    this.channels = shape.channels();
    this.tables = tables;
    this.target = target;
    table = tables[0];
  }

  @Override
  public void channel(int channel) {
    table = tables[tables.length == 1 ? 0 : channel];
    offset = channel - channel * area * channels;
  }

  @Override
  public void copy(int from, int to, int count) {
    byte[] bytes = source;
    float[] floats = target;
    float[] floatOf = table;
    int step = channels;
    int place = offset + to * step;
    for (int i = 0; i < count; i++, place += step) {
      floats[place] = floatOf[bytes[from + i] & 0xFF];
    }
  }

  @Override
  public void reverse(int from, int to, int count) {
    byte[] bytes = source;
    float[] floats = target;
    float[] floatOf = table;
    int step = channels;
    int place = offset + to * step;
    for (int i = 0; i < count; i++, place += step) {
      floats[place] = floatOf[bytes[from - i] & 0xFF];
    }
  }

  @Override
  public void gather(int from, int[] columns, int to, int count, int fill) {
    int place = offset + to * channels;
    for (int i = 0; i < count; i++, place += channels) {
      int column = columns[i];
      int value = column == IndexMap.FILL ? fill : source[from + column] & 0xFF;
      target[place] = table[value];
    }
  }

  @Override
  public void fill(int to, int count, int fill) {
    float value = table[fill];
    int end = offset + (to + count) * channels;
    for (int place = offset + to * channels; place < end; place += channels) {
      target[place] = value;
    }
  }
}
