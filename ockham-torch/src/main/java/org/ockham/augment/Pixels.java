package org.ockham.augment;

/** The values of an image, bytes or floats, and a second buffer that the next image is written to. */
interface Pixels extends RowTarget {

  /** Makes room for so many values in the buffer that is written to. */
  void reserve(int size);

  /** The buffer that was written to is the one that is read from now. */
  void swap();

  /** Reads values as floats: a byte as 0 to 255. */
  void load(int from, float[] values, int count);

  /** Holds loaded values where there are such: bytes' between 0 and 255. */
  void clip(float[] values);

  /** Writes floats, to bytes rounded and held between 0 and 255. */
  void store(float[] values, int to, int count);
}
