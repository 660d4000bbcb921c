package org.ockham.augment;

import org.jspecify.annotations.Nullable;

/**
 * What has been asked of an image and is still to be done to its pixels: a resampling, then a rearrangement of rows and columns, then a table
 * of values. What comes later in this order can be added as it is asked for; before anything else, all of it is done.
 */
final class Plan {
  private final IndexMap rows = new IndexMap();
  private final IndexMap columns = new IndexMap();
  private final Tables tables = new Tables();
  private @Nullable Resampling resampling;
  private int fill;
  private boolean isFilled;

  /** What the pixels are, and what they will be. */
  private ImageShape from = new ImageShape(1, 1, 1);

  private ImageShape shape = from;

  /** Nothing is to be done to pixels of this shape. */
  void reset(ImageShape shape) {
    tables.clear();
    rearranged(shape);
  }

  private void rearranged(ImageShape shape) {
    from = shape;
    resampling = null;
    isFilled = false;
    begin(shape.height(), shape.width());
  }

  private void begin(int height, int width) {
    rows.reset(height);
    columns.reset(width);
    changed();
  }

  private void changed() {
    shape = from.resized(rows.length(), columns.length());
  }

  /** What comes out. */
  ImageShape shape() {
    return shape;
  }

  void flipHorizontal() {
    columns.flip();
  }

  void flipVertical() {
    rows.flip();
  }

  void crop(int top, int left, int height, int width) {
    rows.crop(top, height);
    columns.crop(left, width);
    changed();
  }

  /** Whether a fill can come to what is kept: nothing changes its value afterwards, and there is no other. */
  boolean takes(int fill) {
    return tables.isEmpty() && (!isFilled || fill == this.fill);
  }

  void pad(int left, int top, int right, int bottom, PaddingMode mode, int fill) {
    if (mode == PaddingMode.CONSTANT) {
      this.fill = fill;
      isFilled = true;
    }
    rows.pad(top, bottom, mode);
    columns.pad(left, right, mode);
    changed();
  }

  /** Rows and columns repeated or left out. */
  void resize(int height, int width) {
    rows.resize(height);
    columns.resize(width);
    changed();
  }

  /** Only when nothing else is to be done. */
  void resample(Resampling resampling) {
    this.resampling = resampling;
    begin(resampling.height(), resampling.width());
  }

  void table(byte[][] tables) {
    this.tables.add(tables, from.channels());
  }

  /** Does all; values of tables to bytes only. */
  void run(Pixels pixels) {
    if (resampling != null) {
      Window window = Rearrangement.window(rows, columns);
      if (window == null) {
        write(pixels, resampling, Window.all(resampling.height(), resampling.width()));
        rearrange(pixels);
      } else {
        write(pixels, resampling, window);
      }
      rearranged(shape);
    } else if (!rows.isIdentity() || !columns.isIdentity()) {
      rearrange(pixels);
      rearranged(shape);
    }
    if (!tables.isEmpty() && pixels instanceof BytePixels bytes) {
      tables.apply(bytes.front(), shape);
      tables.clear();
    }
  }

  /** Whether rows and columns in another order are all that is to be done, or nothing is. */
  boolean isRearrangement() {
    return resampling == null && tables.isEmpty();
  }

  /** Writes the rearranged rows and columns; they are still to be done to the pixels themselves. */
  void writeRearranged(RowTarget target) {
    Rearrangement.write(target, from, rows, columns, fill);
  }

  private void write(Pixels pixels, Resampling resampling, Window window) {
    ImageShape to = from.resized(window.height(), window.width());
    pixels.reserve(to.size());
    resampling.write(pixels, from, window);
    pixels.swap();
    from = to;
  }

  private void rearrange(Pixels pixels) {
    pixels.reserve(shape.size());
    writeRearranged(pixels);
    pixels.swap();
  }
}
