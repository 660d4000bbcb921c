package org.ockham.augment;

/** A change of an image whose pixels come from between those of the image before; its rows and columns are made when they are wanted. */
interface Resampling {

  /** Rows of its output. */
  int height();

  /** Columns of its output. */
  int width();

  /** Writes the window of the output, channel after channel. */
  void write(Pixels pixels, ImageShape from, Window window);
}
