package org.ockham.augment;

import java.util.Arrays;

/** Floats, of which 1 is a byte's 255. */
final class FloatPixels implements Pixels {
  private float[] front = new float[0];
  private float[] back = new float[0];

  float[] front(int size) {
    front = front.length >= size ? front : new float[size];
    return front;
  }

  float[] front() {
    return front;
  }

  float[] back() {
    return back;
  }

  @Override
  public void reserve(int size) {
    back = back.length >= size ? back : new float[size];
  }

  @Override
  public void swap() {
    float[] read = front;
    front = back;
    back = read;
  }

  @Override
  public void copy(int from, int to, int count) {
    System.arraycopy(front, from, back, to, count);
  }

  @Override
  public void reverse(int from, int to, int count) {
    for (int i = 0; i < count; i++) {
      back[to + i] = front[from - i];
    }
  }

  @Override
  public void gather(int from, int[] columns, int to, int count, int fill) {
    for (int i = 0; i < count; i++) {
      int column = columns[i];
      back[to + i] = column == IndexMap.FILL ? value(fill) : front[from + column];
    }
  }

  @Override
  public void fill(int to, int count, int fill) {
    Arrays.fill(back, to, to + count, value(fill));
  }

  /** What stands for a byte among the floats. */
  static float value(int fill) {
    return fill / 255f;
  }

  @Override
  public void load(int from, float[] values, int count) {
    System.arraycopy(front, from, values, 0, count);
  }

  @Override
  public void clip(float[] values) {
    // Floats may be any.
  }

  @Override
  public void store(float[] values, int to, int count) {
    System.arraycopy(values, 0, back, to, count);
  }
}
