package org.ockham.augment;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One thread's working image: what transforms change. It is bytes, unsigned, channel after channel, in each row after row, until
 * something needs floats; from then on it is floats, which begin as {@code pixel / 255}. Its memory is used again for the next image.
 *
 * <p>A transform uses the operations here, or changes {@link #bytes()} in place, or writes a {@link #back} buffer and {@link #swap}s.
 */
public final class Image {
  private ImageShape shape = new ImageShape(1, 1, 1);
  private byte[] bytes = new byte[1];
  private byte[] backBytes = new byte[0];
  private float[] floats = new float[0];
  private float[] backFloats = new float[0];
  private boolean isFloat;
  private @Nullable Normalize normalization;
  private @Nullable ImageShape next;

  /** An image of these pixels, which are copied: unsigned, channel after channel, row after row. */
  public static Image of(ImageShape shape, byte... pixels) {
    if (pixels.length != shape.size()) {
      throw new IllegalArgumentException("an image of shape " + shape + " has " + shape.size()
          + " pixels, but " + pixels.length + " were given");
    }
    Image image = new Image();
    image.set(shape, pixels, 0);
    return image;
  }

  /** Becomes the image that begins at {@code offset}; the pixels are copied. */
  public void set(ImageShape shape, byte[] pixels, int offset) {
    this.shape = shape;
    bytes = enough(bytes, shape.size());
    System.arraycopy(pixels, offset, bytes, 0, shape.size());
    isFloat = false;
    normalization = null;
    next = null;
  }

  /** Becomes this image of floats, which are copied. */
  public void set(ImageShape shape, float[] values, int offset) {
    this.shape = shape;
    floats = enough(floats, shape.size());
    System.arraycopy(values, offset, floats, 0, shape.size());
    isFloat = true;
    normalization = null;
    next = null;
  }

  /** Its size now. */
  public ImageShape shape() {
    return shape;
  }

  /** 1 for grey, 3 for colour. */
  public int channels() {
    return shape.channels();
  }

  /** Rows. */
  public int height() {
    return shape.height();
  }

  /** Columns. */
  public int width() {
    return shape.width();
  }

  /** True once something has needed floats. A pending {@link Normalize} alone does not. */
  public boolean isFloat() {
    return isFloat;
  }

  /**
   * The pixels, which may be changed in place: the first {@code shape().size()} of the array count.
   *
   * @throws IllegalArgumentException if the image is floats, or normalised
   */
  public byte[] bytes() {
    if (isFloat || normalization != null) {
      throw new IllegalArgumentException(
          "a transform of bytes meets an image of floats: put it before Normalize");
    }
    return bytes;
  }

  /** The pixels, before what {@link #normalization} says is still to be done; only to be read. */
  public byte[] pixels() {
    if (isFloat) {
      throw new IllegalArgumentException("the image is floats: ask for floats");
    }
    return bytes;
  }

  /** The values, which may be changed in place. An image of bytes becomes floats, {@code pixel / 255}, and is normalised if it is to be. */
  public float[] floats() {
    if (!isFloat) {
      floats = enough(floats, shape.size());
      int area = shape.area();
      for (int c = 0; c < shape.channels(); c++) {
        float mean = normalization == null ? 0 : normalization.meanOf(c);
        float std = normalization == null ? 1 : normalization.stdOf(c);
        for (int i = c * area; i < (c + 1) * area; i++) {
          floats[i] = ((bytes[i] & 0xFF) / 255f - mean) / std;
        }
      }
      isFloat = true;
      normalization = null;
    }
    return floats;
  }

  /** What is still to be done to the bytes to make floats of them, beyond a division by 255. */
  public @Nullable Normalize normalization() {
    return normalization;
  }

  /** A buffer for the image that will take this one's place at {@link #swap}; what is in it is undefined. */
  public byte[] back(ImageShape shape) {
    next = shape;
    backBytes = enough(backBytes, shape.size());
    return backBytes;
  }

  /** The same for an image of floats. */
  public float[] backFloats(ImageShape shape) {
    next = shape;
    backFloats = enough(backFloats, shape.size());
    return backFloats;
  }

  /** Becomes what was written to the back buffer. */
  public void swap() {
    if (next == null) {
      throw new IllegalStateException("there is no back buffer: ask for one first");
    }
    shape = next;
    next = null;
    if (isFloat) {
      float[] front = floats;
      floats = backFloats;
      backFloats = front;
    } else {
      byte[] front = bytes;
      bytes = backBytes;
      backBytes = front;
    }
  }

  /** Left becomes right. */
  public void flipHorizontal() {
    int[] columns = new int[width()];
    Arrays.setAll(columns, x -> width() - 1 - x);
    gather(null, columns, 0);
  }

  /** Top becomes bottom. */
  public void flipVertical() {
    int[] rows = new int[height()];
    Arrays.setAll(rows, y -> height() - 1 - y);
    gather(rows, null, 0);
  }

  /** Only this window. */
  public void crop(int top, int left, int height, int width) {
    if (top < 0
        || left < 0
        || height < 1
        || width < 1
        || top + height > height()
        || left + width > width()) {
      throw new IllegalArgumentException("a window of " + height + "x" + width + " at row " + top
          + ", column " + left + " does not lie in an image of " + height() + "x" + width());
    }
    int[] rows = new int[height];
    int[] columns = new int[width];
    Arrays.setAll(rows, y -> top + y);
    Arrays.setAll(columns, x -> left + x);
    gather(rows, columns, 0);
  }

  /** Puts pixels around the image; the fill, 0 to 255, matters to {@link PaddingMode#CONSTANT}. */
  public void pad(int left, int top, int right, int bottom, PaddingMode mode, int fill) {
    int height = height();
    int width = width();
    int[] rows = new int[top + height + bottom];
    int[] columns = new int[left + width + right];
    Arrays.setAll(rows, y -> source(y - top, height, mode));
    Arrays.setAll(columns, x -> source(x - left, width, mode));
    gather(rows, columns, fill);
  }

  private static int source(int i, int size, PaddingMode mode) {
    if (i >= 0 && i < size) {
      return i;
    }
    return switch (mode) {
      case CONSTANT -> -1;
      case EDGE -> Math.max(0, Math.min(size - 1, i));
      case REFLECT -> reflect(i, size);
      case SYMMETRIC -> i < 0 ? -1 - i : 2 * size - 1 - i;
    };
  }

  private static int reflect(int i, int size) {
    return i < 0 ? -i : 2 * size - 2 - i;
  }

  private void gather(int @Nullable [] rows, int @Nullable [] columns, int fill) {
    int height = rows == null ? height() : rows.length;
    int width = columns == null ? width() : columns.length;
    ImageShape to = shape.resized(height, width);
    byte[] from = bytes();
    byte[] out = back(to);
    int i = 0;
    for (int c = 0; c < channels(); c++) {
      for (int y = 0; y < height; y++) {
        int row = rows == null ? y : rows[y];
        for (int x = 0; x < width; x++) {
          int column = columns == null ? x : columns[x];
          out[i++] =
              row < 0 || column < 0 ? (byte) fill : from[(c * height() + row) * width() + column];
        }
      }
    }
    swap();
  }

  /** Replaces each pixel of a channel by the table's entry for it; one table of 256 for all channels, or one a channel. */
  public void table(byte[]... tables) {
    byte[] pixels = bytes();
    int area = shape.area();
    for (int c = 0; c < channels(); c++) {
      byte[] table = tables[tables.length == 1 ? 0 : c];
      for (int i = c * area; i < (c + 1) * area; i++) {
        pixels[i] = table[pixels[i] & 0xFF];
      }
    }
  }

  /** {@code (x − mean) / std}: kept for the end while the image is bytes. */
  void normalize(Normalize by) {
    if (!isFloat && normalization == null) {
      normalization = by;
      return;
    }
    float[] values = floats();
    int area = shape.area();
    for (int c = 0; c < channels(); c++) {
      float mean = by.meanOf(c);
      float std = by.stdOf(c);
      for (int i = c * area; i < (c + 1) * area; i++) {
        values[i] = (values[i] - mean) / std;
      }
    }
  }

  private static byte[] enough(byte[] array, int size) {
    return array.length >= size ? array : new byte[size];
  }

  private static float[] enough(float[] array, int size) {
    return array.length >= size ? array : new float[size];
  }
}
