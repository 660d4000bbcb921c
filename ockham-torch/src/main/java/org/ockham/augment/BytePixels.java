package org.ockham.augment;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Unsigned bytes. */
final class BytePixels implements Pixels {
  private static final VarHandle EIGHT =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private byte[] front = new byte[0];
  private byte[] back = new byte[0];

  byte[] front(int size) {
    front = front.length >= size ? front : new byte[size];
    return front;
  }

  byte[] front() {
    return front;
  }

  byte[] back() {
    return back;
  }

  @Override
  public void reserve(int size) {
    back = back.length >= size ? back : new byte[size];
  }

  @Override
  public void swap() {
    byte[] read = front;
    front = back;
    back = read;
  }

  @Override
  public void copy(int from, int to, int count) {
    System.arraycopy(front, from, back, to, count);
  }

  @Override
  public void reverse(int from, int to, int count) {
    byte[] source = front;
    byte[] target = back;
    int i = 0;
    for (; i + 8 <= count; i += 8) {
      long eight = (long) EIGHT.get(source, from - i - 7);
      EIGHT.set(target, to + i, Long.reverseBytes(eight));
    }
    for (; i < count; i++) {
      target[to + i] = source[from - i];
    }
  }

  @Override
  public void gather(int from, int[] columns, int to, int count, int fill) {
    byte[] source = front;
    byte[] target = back;
    for (int i = 0; i < count; i++) {
      int column = columns[i];
      target[to + i] = column == IndexMap.FILL ? (byte) fill : source[from + column];
    }
  }

  @Override
  public void fill(int to, int count, int fill) {
    Arrays.fill(back, to, to + count, (byte) fill);
  }

  @Override
  public void load(int from, float[] values, int count) {
    byte[] source = front;
    for (int i = 0; i < count; i++) {
      values[i] = source[from + i] & 0xFF;
    }
  }

  @Override
  public void clip(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.max(0, Math.min(255, values[i]));
    }
  }

  @Override
  public void store(float[] values, int to, int count) {
    byte[] target = back;
    for (int i = 0; i < count; i++) {
      target[to + i] = (byte) (Math.max(0, Math.min(255, values[i])) + 0.5f);
    }
  }
}
