package org.ockham.augment;

import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;

/**
 * One thread's working image: what transforms change. It is bytes, unsigned, channel after channel, in each row after row, until
 * something needs floats; from then on it is floats, which begin as {@code pixel / 255}. Its memory is used again for the next image.
 *
 * <p>A transform uses the operations here, or changes {@link #bytes()} in place, or writes a {@link #back} buffer and {@link #swap}s.
 *
 * <p>Operations are kept and done together when the pixels are asked for: crops, flips and paddings as one copy of each row, those after a
 * resampling by resampling only what is left, tables as one table. The pixels are the same as if each had been done at once.
 */
public final class Image {
  private final Plan plan = new Plan();
  private final BytePixels bytes = new BytePixels();
  private final FloatPixels floats = new FloatPixels();
  private boolean isFloat;
  private @Nullable Normalize normalization;
  private @Nullable ImageShape next;

  private final Warp warp = new Warp();

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

  /** Another with the same pixels. */
  public Image copy() {
    Image copy = new Image();
    copy.set(this);
    return copy;
  }

  /** Becomes another image; its pixels are copied. */
  public void set(Image other) {
    other.settle();
    if (other.isFloat) {
      set(other.shape(), other.floats.front(), 0);
    } else {
      set(other.shape(), other.bytes.front(), 0);
    }
    normalization = other.normalization;
  }

  /** Becomes the image that begins at {@code offset}; the pixels are copied. */
  public void set(ImageShape shape, byte[] pixels, int offset) {
    System.arraycopy(pixels, offset, bytes.front(shape.size()), 0, shape.size());
    isFloat = false;
    begin(shape);
  }

  /** Becomes this image of floats, which are copied. */
  public void set(ImageShape shape, float[] values, int offset) {
    System.arraycopy(values, offset, floats.front(shape.size()), 0, shape.size());
    isFloat = true;
    begin(shape);
  }

  private void begin(ImageShape shape) {
    normalization = null;
    next = null;
    plan.reset(shape);
  }

  /** Its size now. */
  public ImageShape shape() {
    return plan.shape();
  }

  /** 1 for grey, 3 for colour. */
  public int channels() {
    return shape().channels();
  }

  /** Rows. */
  public int height() {
    return shape().height();
  }

  /** Columns. */
  public int width() {
    return shape().width();
  }

  /** True once something has needed floats. A pending {@link Normalize} alone does not. */
  public boolean isFloat() {
    return isFloat;
  }

  /** True if the image is floats, or will be: a {@link Normalize} is pending. */
  boolean isFloatOrNormalized() {
    return isFloat || normalization != null;
  }

  /**
   * The pixels, which may be changed in place: the first {@code shape().size()} of the array count.
   *
   * @throws IllegalArgumentException if the image is floats, or normalised
   */
  public byte[] bytes() {
    requireBytes();
    settle();
    return bytes.front();
  }

  private void requireBytes() {
    if (isFloat || normalization != null) {
      throw new IllegalArgumentException(
          "a transform of bytes meets an image of floats: put it before Normalize");
    }
  }

  /** The pixels, before what {@link #normalization} says is still to be done; only to be read. */
  public byte[] pixels() {
    requireNoFloats();
    settle();
    return bytes.front();
  }

  private void requireNoFloats() {
    if (isFloat) {
      throw new IllegalArgumentException("the image is floats: ask for floats");
    }
  }

  /** The values, which may be changed in place. An image of bytes becomes floats, {@code pixel / 255}, and is normalised if it is to be. */
  public float[] floats() {
    settle();
    float[] values = floats.front(shape().size());
    if (!isFloat) {
      byte[] pixels = bytes.front();
      int area = shape().area();
      for (int c = 0; c < shape().channels(); c++) {
        float mean = normalization == null ? 0 : normalization.meanOf(c);
        float std = normalization == null ? 1 : normalization.stdOf(c);
        for (int i = c * area; i < (c + 1) * area; i++) {
          values[i] = ((pixels[i] & 0xFF) / 255f - mean) / std;
        }
      }
      isFloat = true;
      normalization = null;
    }
    return values;
  }

  /**
   * Writes floats for its bytes: what the table has for each, without {@link #normalization}. A rearrangement that is still to be done is
   * done on the way.
   *
   * @param target takes {@code shape().size()} floats from {@code offset} on
   * @param tables of 256; one for all channels, or one a channel
   * @throws IllegalArgumentException if the image is floats
   */
  public void write(float[] target, int offset, float[]... tables) {
    prepareToWrite();
    plan.writeRearranged(new ByteLookup(bytes.front(), tables, target, offset));
  }

  /**
   * The same with the channels of each pixel beside each other: rows of pixels, each {@code channels()} floats.
   *
   * @param target takes {@code shape().size()} floats
   * @param tables of 256; one for all channels, or one a channel
   * @throws IllegalArgumentException if the image is floats
   */
  public void writeChannelsLast(float[] target, float[]... tables) {
    prepareToWrite();
    plan.writeRearranged(new ChannelsLastLookup(bytes.front(), shape(), tables, target));
  }

  private void prepareToWrite() {
    if (!plan.isRearrangement()) {
      pixels();
    }
    requireNoFloats();
  }

  /** What is still to be done to the bytes to make floats of them, beyond a division by 255. */
  public @Nullable Normalize normalization() {
    return normalization;
  }

  /**
   * A buffer for the image that will take this one's place at {@link #swap}; what is in it is undefined.
   *
   * @throws IllegalArgumentException if the image is floats, or normalised
   */
  public byte[] back(ImageShape shape) {
    requireBytes();
    settle();
    next = shape;
    bytes.reserve(shape.size());
    return bytes.back();
  }

  /** The same for floats, which an image of bytes becomes first. */
  public float[] backFloats(ImageShape shape) {
    floats();
    next = shape;
    floats.reserve(shape.size());
    return floats.back();
  }

  /** Becomes what was written to the back buffer. */
  public void swap() {
    if (next == null) {
      throw new IllegalStateException("there is no back buffer: ask for one first");
    }
    current().swap();
    plan.reset(next);
    next = null;
  }

  private Pixels current() {
    return isFloat ? floats : bytes;
  }

  private void settle() {
    plan.run(current());
  }

  /** Left becomes right. */
  public void flipHorizontal() {
    plan.flipHorizontal();
  }

  /** Top becomes bottom. */
  public void flipVertical() {
    plan.flipVertical();
  }

  /** Only this window. */
  public void crop(int top, int left, int height, int width) {
    if (top < 0
        || left < 0
        || height < 1
        || width < 1
        || top > height() - height
        || left > width() - width) {
      throw new IllegalArgumentException("a window of " + height + "x" + width + " at row " + top
          + ", column " + left + " does not lie in an image of " + height() + "x" + width());
    }
    plan.crop(top, left, height, width);
  }

  /**
   * Puts pixels around the image; the fill, 0 to 255, matters to {@link PaddingMode#CONSTANT}.
   *
   * @throws IllegalArgumentException if a side is negative, or what is to be mirrored is smaller than its mirror image
   */
  public void pad(int left, int top, int right, int bottom, PaddingMode mode, int fill) {
    Check.atLeast("left", left, 0);
    Check.atLeast("top", top, 0);
    Check.atLeast("right", right, 0);
    Check.atLeast("bottom", bottom, 0);
    mode.check(Math.max(left, right), width(), "columns");
    mode.check(Math.max(top, bottom), height(), "rows");
    if (left == 0 && top == 0 && right == 0 && bottom == 0) {
      return;
    }
    if (mode == PaddingMode.CONSTANT) {
      Check.between("fill", (long) fill, 0, 255);
      if (normalization != null || !plan.takes(fill)) {
        settleForValues();
      }
    }
    plan.pad(left, top, right, bottom, mode, fill);
  }

  /**
   * Turned by {@code angle} about the centre, sheared, scaled and moved (torchvision's {@code functional.affine}); the size stays. Outside
   * of the image lies the fill.
   *
   * @param angle degrees, positive clockwise
   * @param translate columns to the right and rows down
   * @param scale above 0
   * @param shear degrees, along x and along y
   * @param interpolation the nearest or bilinear
   * @param fill 0 to 255; a float image takes a 255th of it
   * @param center x and y from the upper left corner; null for the middle
   */
  public void affine(
      double angle,
      double[] translate,
      double scale,
      double[] shear,
      Interpolation interpolation,
      int fill,
      double @Nullable [] center) {
    double[] middle = center == null
        ? new double[2]
        : new double[] {center[0] - width() / 2.0, center[1] - height() / 2.0};
    warp(
        new AffinePositions(
            AffineMatrix.inverse(angle, translate, scale, shear, middle),
            shape(),
            height(),
            width()),
        interpolation,
        fill);
  }

  /**
   * Turned about the centre (torchvision's {@code functional.rotate}).
   *
   * @param angle degrees, positive anticlockwise
   * @param interpolation the nearest or bilinear
   * @param expand true to make the image so large that all of it stays; the centre has no effect then
   * @param center x and y from the upper left corner; null for the middle
   * @param fill what comes in from outside, 0 to 255; a float image takes a 255th of it
   */
  public void rotate(
      double angle,
      Interpolation interpolation,
      boolean expand,
      double @Nullable [] center,
      int fill) {
    double[] none = new double[2];
    if (!expand) {
      affine(-angle, none, 1, none, interpolation, fill, center);
      return;
    }
    double[] matrix = AffineMatrix.inverse(-angle, none, 1, none, none);
    int[] size = AffineMatrix.expanded(matrix, height(), width());
    warp(new AffinePositions(matrix, shape(), size[0], size[1]), interpolation, fill);
  }

  /**
   * Seen so that four points come to lie where four others are (torchvision's {@code functional.perspective}).
   *
   * @param startpoints four points x, y of this image
   * @param endpoints where they go
   * @param interpolation the nearest or bilinear
   * @param fill what comes in from outside, 0 to 255; a float image takes a 255th of it
   * @throws IllegalArgumentException if there are not four of each, or three of them lie on one line
   */
  public void perspective(
      double[][] startpoints, double[][] endpoints, Interpolation interpolation, int fill) {
    warp(
        new PerspectivePositions(Homography.between(endpoints, startpoints), height(), width()),
        interpolation,
        fill);
  }

  /**
   * Each pixel comes from so many columns to its right and so many rows below (torchvision's {@code functional.elastic}, in pixels).
   *
   * @param right one a pixel, row after row; kept until the pixels are asked for, so leave it alone
   * @param down alike
   * @param interpolation the nearest or bilinear
   * @param fill what comes in from outside, 0 to 255; a float image takes a 255th of it
   */
  public void elastic(float[] right, float[] down, Interpolation interpolation, int fill) {
    if (right.length < shape().area() || down.length < shape().area()) {
      throw new IllegalArgumentException("an image of " + height() + "x" + width() + " has "
          + shape().area() + " pixels, but " + right.length + " and " + down.length
          + " displacements were given");
    }
    warp(new DisplacedPositions(right, down, height(), width()), interpolation, fill);
  }

  /**
   * In another size (torchvision's {@code functional.resize}); alike for bytes and floats.
   *
   * @param antialias whether pixels that become one are averaged; has no effect on the nearest
   */
  public void resize(int height, int width, Interpolation interpolation, boolean antialias) {
    if (interpolation == Interpolation.NEAREST) {
      plan.resize(height, width);
    } else if (height != height() || width != width()) {
      settleForValues();
      plan.resample(new Resizing(height, width, interpolation, antialias));
    }
  }

  private void warp(Positions positions, Interpolation interpolation, int fill) {
    Check.between("fill", (long) fill, 0, 255);
    Warp.check(interpolation);
    settleForValues();
    warp.set(positions, interpolation, fill);
    plan.resample(warp);
  }

  /** Does what is kept, normalization too, so that values can come that are not the image's own. */
  private void settleForValues() {
    if (normalization != null) {
      floats();
    } else {
      settle();
    }
  }

  /**
   * Replaces each pixel of a channel by the table's entry for it.
   *
   * @param tables of 256 entries; one for all channels, or one a channel
   * @throws IllegalArgumentException if they are not, or the image is floats, or normalised
   */
  public void table(byte[]... tables) {
    requireBytes();
    if (tables.length != 1 && tables.length != channels()) {
      throw new IllegalArgumentException(tables.length + " tables were given for an image of "
          + channels() + " channels: give one a channel, or one for all");
    }
    for (byte[] table : tables) {
      if (table.length != 256) {
        throw new IllegalArgumentException(
            "a table has " + table.length + " entries: it must have 256, one for each value");
      }
    }
    plan.table(tables);
  }

  /** {@code (x − mean) / std}: kept for the end while the image is bytes. */
  void normalize(Normalize by) {
    if (!isFloat && normalization == null) {
      normalization = by;
      return;
    }
    float[] values = floats();
    int area = shape().area();
    for (int c = 0; c < channels(); c++) {
      float mean = by.meanOf(c);
      float std = by.stdOf(c);
      for (int i = c * area; i < (c + 1) * area; i++) {
        values[i] = (values[i] - mean) / std;
      }
    }
  }
}
