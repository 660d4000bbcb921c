package org.ockham.augment;

/** Where rows of an image are written, from wherever they are. */
interface RowTarget {

  /** What comes next belongs to this channel. */
  default void channel(int channel) {}

  /** Takes values that follow each other. */
  void copy(int from, int to, int count);

  /** Takes values in reverse: the one at {@code from} comes first, those before it follow. */
  void reverse(int from, int to, int count);

  /** Takes one value after another from a row that begins at {@code from}; {@link IndexMap#FILL} is the fill. */
  void gather(int from, int[] columns, int to, int count, int fill);

  /** Fills so many, with a byte's value. */
  void fill(int to, int count, int fill);
}
