package org.ockham.augment;

import java.util.Arrays;

/**
 * An image whose pixels come from {@link Positions} in another, by the nearest or bilinearly; outside lies the fill. Where four pixels are
 * blended their weights have 13 bits, so that three channels of bytes fit into one number: a multiplication is one of three.
 */
final class Warp implements Resampling {
  private static final long ONE = 1L << 32;
  private static final int WEIGHT_BITS = 13;
  private static final int WEIGHT_ONE = 1 << WEIGHT_BITS;
  private static final int LANE_BITS = 21;
  private static final int LANES = 3;
  private static final long HALVES =
      (WEIGHT_ONE / 2) * (1L | 1L << LANE_BITS | 1L << (2 * LANE_BITS));

  private Positions positions = new AffinePositions(new double[6], new ImageShape(1, 1, 1), 1, 1);
  private Interpolation interpolation = Interpolation.NEAREST;
  private int fill;

  private long[] xs = new long[0];
  private long[] ys = new long[0];
  private int[] columns = new int[0];
  private long[] blended = new long[0];
  private long[] packed = new long[0];
  private float[] bordered = new float[0];
  private float[] line = new float[0];

  /** Refuses an interpolation that is for {@link Resize} only. */
  static void check(Interpolation interpolation) {
    if (interpolation == Interpolation.BICUBIC) {
      throw new IllegalArgumentException(
          "interpolation is BICUBIC, but that is for Resize: take NEAREST or BILINEAR");
    }
  }

  /** Is this one from now on; what it works with is used again. */
  void set(Positions positions, Interpolation interpolation, int fill) {
    this.positions = positions;
    this.interpolation = interpolation;
    this.fill = fill;
  }

  @Override
  public int height() {
    return positions.height();
  }

  @Override
  public int width() {
    return positions.width();
  }

  @Override
  public void write(Pixels pixels, ImageShape from, Window window) {
    if (xs.length < window.width()) {
      xs = new long[window.width()];
      ys = new long[window.width()];
      blended = new long[window.width()];
      columns = new int[window.width()];
      line = new float[window.width()];
    }
    if (interpolation == Interpolation.NEAREST) {
      nearest(pixels, from, window);
    } else if (pixels instanceof BytePixels bytes) {
      bilinear(bytes, from, window);
    } else {
      bilinear(pixels, from, window);
    }
  }

  private void positions(Window window, int y) {
    positions.row(window.row(y), window.left(), window.stepX(), window.width(), xs, ys);
  }

  private void nearest(Pixels pixels, ImageShape from, Window window) {
    int area = window.height() * window.width();
    for (int y = 0; y < window.height(); y++) {
      nearest(from, window, y);
      for (int c = 0; c < from.channels(); c++) {
        pixels.gather(
            c * from.area(), columns, c * area + y * window.width(), window.width(), fill);
      }
    }
  }

  /** Which pixel of a channel each of a row is. */
  private void nearest(ImageShape from, Window window, int y) {
    long right = from.width() * ONE - ONE / 2;
    long bottom = from.height() * ONE - ONE / 2;
    if (positions instanceof AffinePositions affine) {
      AffinePositions.Row row = affine.row();
      row.set(y, window, -ONE / 2, right, bottom);
      Arrays.fill(columns, 0, row.start, IndexMap.FILL);
      int width = from.width();
      long x = row.x + row.start * row.stepX;
      long down = row.y + row.start * row.stepY;
      for (int i = row.start; i < row.end; i++) {
        columns[i] = nearest(x, down, width);
        x += row.stepX;
        down += row.stepY;
      }
      Arrays.fill(columns, row.end, window.width(), IndexMap.FILL);
      return;
    }
    positions(window, y);
    for (int i = 0; i < window.width(); i++) {
      long sx = xs[i];
      long sy = ys[i];
      columns[i] = sx < -ONE / 2 || sx >= right || sy < -ONE / 2 || sy >= bottom
          ? IndexMap.FILL
          : nearest(sx, sy, from.width());
    }
  }

  private static int nearest(long x, long y, int width) {
    return (int) ((y + ONE / 2) >> 32) * width + (int) ((x + ONE / 2) >> 32);
  }

  /** Holds positions where a border of one pixel of fill, two at the right and below, has all that they need. */
  private void hold(ImageShape from, int count) {
    long right = from.width() * ONE;
    long bottom = from.height() * ONE;
    for (int i = 0; i < count; i++) {
      xs[i] = Math.max(-ONE, Math.min(right, xs[i]));
      ys[i] = Math.max(-ONE, Math.min(bottom, ys[i]));
    }
  }

  private void bilinear(BytePixels pixels, ImageShape from, Window window) {
    int stride = from.width() + 3;
    int area = window.height() * window.width();
    byte[] out = pixels.back();
    for (int first = 0; first < from.channels(); first += LANES) {
      int lanes = Math.min(LANES, from.channels() - first);
      pack(pixels.front(), first, lanes, from);
      for (int y = 0; y < window.height(); y++) {
        blend(from, window, y, stride);
        for (int lane = 0; lane < lanes; lane++) {
          store(out, (first + lane) * area + y * window.width(), window.width(), lane);
        }
      }
    }
  }

  private void store(byte[] out, int to, int count, int lane) {
    int shift = lane * LANE_BITS + WEIGHT_BITS;
    long[] values = blended;
    for (int i = 0; i < count; i++) {
      out[to + i] = (byte) (values[i] >>> shift);
    }
  }

  /** Up to three channels side by side in a long, with a border of fill. */
  private void pack(byte[] pixels, int first, int lanes, ImageShape from) {
    int width = from.width();
    int stride = width + 3;
    int size = stride * (from.height() + 3);
    packed = packed.length >= size ? packed : new long[size];
    long outside = 0;
    for (int lane = 0; lane < lanes; lane++) {
      outside |= (long) fill << (lane * LANE_BITS);
    }
    Arrays.fill(packed, 0, stride, outside);
    Arrays.fill(packed, size - 2 * stride, size, outside);
    for (int y = 0; y < from.height(); y++) {
      int to = (y + 1) * stride + 1;
      packed[to - 1] = outside;
      pack(pixels, first * from.area() + y * width, from.area(), lanes, to, width);
      packed[to + width] = outside;
      packed[to + width + 1] = outside;
    }
  }

  private void pack(byte[] pixels, int from, int area, int lanes, int to, int width) {
    long[] out = packed;
    if (lanes == LANES) {
      int green = from + area;
      int blue = green + area;
      for (int x = 0; x < width; x++) {
        out[to + x] = pixels[from + x] & 0xFF
            | (pixels[green + x] & 0xFFL) << LANE_BITS
            | (pixels[blue + x] & 0xFFL) << (2 * LANE_BITS);
      }
    } else {
      for (int x = 0; x < width; x++) {
        long second = lanes == 1 ? 0 : pixels[from + area + x] & 0xFFL;
        out[to + x] = pixels[from + x] & 0xFF | second << LANE_BITS;
      }
    }
  }

  /** Blends the pixels around each position of a row. */
  private void blend(ImageShape from, Window window, int y, int stride) {
    long[] image = packed;
    long[] out = blended;
    if (positions instanceof AffinePositions affine) {
      AffinePositions.Row row = affine.row();
      row.set(y, window, -ONE, from.width() * ONE, from.height() * ONE);
      Arrays.fill(out, 0, row.start, image[0] * WEIGHT_ONE);
      long x = row.x + row.start * row.stepX;
      long down = row.y + row.start * row.stepY;
      long stepX = row.stepX;
      long stepY = row.stepY;
      for (int i = row.start; i < row.end; i++) {
        out[i] = blend(image, stride, x, down);
        x += stepX;
        down += stepY;
      }
      Arrays.fill(out, row.end, window.width(), image[0] * WEIGHT_ONE);
      return;
    }
    positions(window, y);
    hold(from, window.width());
    for (int i = 0; i < window.width(); i++) {
      out[i] = blend(image, stride, xs[i], ys[i]);
    }
  }

  private static long blend(long[] image, int stride, long x, long y) {
    int fx = (int) (x >>> (32 - WEIGHT_BITS)) & (WEIGHT_ONE - 1);
    int fy = (int) (y >>> (32 - WEIGHT_BITS)) & (WEIGHT_ONE - 1);
    int at = ((int) (y >> 32) + 1) * stride + (int) (x >> 32) + 1;
    int both = (fx * fy + WEIGHT_ONE / 2) >> WEIGHT_BITS;
    return image[at] * (WEIGHT_ONE - fx - fy + both)
        + image[at + 1] * (fx - both)
        + image[at + stride] * (fy - both)
        + image[at + stride + 1] * both
        + HALVES;
  }

  private void bilinear(Pixels pixels, ImageShape from, Window window) {
    int stride = from.width() + 3;
    int size = stride * (from.height() + 3);
    bordered = bordered.length >= size ? bordered : new float[size];
    int area = window.height() * window.width();
    float[] row = new float[from.width()];
    for (int c = 0; c < from.channels(); c++) {
      Arrays.fill(bordered, 0, size, FloatPixels.value(fill));
      for (int y = 0; y < from.height(); y++) {
        pixels.load(c * from.area() + y * from.width(), row, from.width());
        System.arraycopy(row, 0, bordered, (y + 1) * stride + 1, from.width());
      }
      for (int y = 0; y < window.height(); y++) {
        positions(window, y);
        hold(from, window.width());
        for (int i = 0; i < window.width(); i++) {
          float fx = (xs[i] & 0xFFFFFFFFL) * 0x1p-32f;
          float fy = (ys[i] & 0xFFFFFFFFL) * 0x1p-32f;
          int at = ((int) (ys[i] >> 32) + 1) * stride + (int) (xs[i] >> 32) + 1;
          float above = bordered[at] + fx * (bordered[at + 1] - bordered[at]);
          at += stride;
          float below = bordered[at] + fx * (bordered[at + 1] - bordered[at]);
          line[i] = above + fy * (below - above);
        }
        pixels.store(line, c * area + y * window.width(), window.width());
      }
    }
  }
}
