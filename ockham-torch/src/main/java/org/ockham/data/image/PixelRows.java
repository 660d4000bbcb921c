package org.ockham.data.image;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;

/**
 * The rows of an image of any kind as bytes, grey or in colours. The grey of a colour is its luma (ITU-R BT.601), the colour of a grey
 * three times the same; 16 bits become the nearest of 8; what is transparent lies over white.
 */
abstract sealed class PixelRows {

  static PixelRows of(BufferedImage image) {
    ColorModel colours = image.getColorModel();
    boolean palette = colours instanceof IndexColorModel;
    // Java takes grey for linear light: asked for RGB it would brighten grey images.
    if (!palette && colours.getColorSpace().getType() == ColorSpace.TYPE_GRAY) {
      return new Grey(image);
    }
    boolean plain = image.getType() == BufferedImage.TYPE_3BYTE_BGR
        && colours.getColorSpace().isCS_sRGB()
        && image.getSampleModel() instanceof PixelInterleavedSampleModel
        && image.getRaster().getParent() == null;
    return plain ? new Bytes(image) : new Colour(image, palette);
  }

  /**
   * Reads a row.
   *
   * @param pixels gets it, from {@code at} on
   * @param channels 1 or 3; each begins {@code plane} pixels after the one before
   */
  abstract void read(int y, byte[] pixels, int at, int channels, int plane);

  private static void put(
      int red, int green, int blue, byte[] pixels, int at, int channels, int plane) {
    if (channels == 1) {
      pixels[at] = (byte) ((299 * red + 587 * green + 114 * blue + 500) / 1000);
    } else {
      pixels[at] = (byte) red;
      pixels[at + plane] = (byte) green;
      pixels[at + 2 * plane] = (byte) blue;
    }
  }

  /** What nearly all photographs are: a byte each of blue, green and red. */
  private static final class Bytes extends PixelRows {
    private final byte[] bytes;
    private final int width;
    private final int stride;

    Bytes(BufferedImage image) {
      bytes = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
      width = image.getWidth();
      stride = ((PixelInterleavedSampleModel) image.getSampleModel()).getScanlineStride();
    }

    @Override
    void read(int y, byte[] pixels, int at, int channels, int plane) {
      int from = y * stride;
      for (int x = 0; x < width; x++, from += 3) {
        put(
            bytes[from + 2] & 255,
            bytes[from + 1] & 255,
            bytes[from] & 255,
            pixels,
            at + x,
            channels,
            plane);
      }
    }
  }

  /** Any other colours: palettes, transparency, 16 bits, profiles. */
  private static final class Colour extends PixelRows {
    private final BufferedImage image;
    private final @Nullable ColorConvertOp toRgb;
    private final BufferedImage converted;
    private final int[] row;

    Colour(BufferedImage image, boolean palette) {
      this.image = image;
      toRgb = palette || image.getColorModel().getColorSpace().isCS_sRGB()
          ? null
          : new ColorConvertOp(null);
      converted = toRgb == null
          ? image
          : new BufferedImage(image.getWidth(), 1, BufferedImage.TYPE_INT_ARGB);
      row = new int[image.getWidth()];
    }

    @Override
    void read(int y, byte[] pixels, int at, int channels, int plane) {
      if (toRgb != null) { // by rows: pixel by pixel a colour profile takes microseconds each
        toRgb.filter(image.getSubimage(0, y, row.length, 1), converted);
      }
      converted.getRGB(0, toRgb == null ? y : 0, row.length, 1, row, 0, row.length);
      for (int x = 0; x < row.length; x++) {
        int alpha = row[x] >>> 24;
        put(
            overWhite(row[x] >> 16 & 255, alpha),
            overWhite(row[x] >> 8 & 255, alpha),
            overWhite(row[x] & 255, alpha),
            pixels,
            at + x,
            channels,
            plane);
      }
    }

    private static int overWhite(int value, int alpha) {
      return (value * alpha + 255 * (255 - alpha) + 127) / 255;
    }
  }

  private static final class Grey extends PixelRows {
    private final ColorModel colours;
    private final Raster raster;
    private final int[] samples;

    Grey(BufferedImage image) {
      colours = image.getColorModel();
      raster = image.getRaster();
      samples = new int[image.getWidth() * colours.getNumComponents()];
    }

    @Override
    void read(int y, byte[] pixels, int at, int channels, int plane) {
      int type = raster.getTransferType();
      boolean whole = type == DataBuffer.TYPE_BYTE || type == DataBuffer.TYPE_USHORT;
      int width = raster.getWidth();
      if (whole) {
        raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, samples);
      }
      for (int x = 0; x < width; x++) {
        int grey = Math.round(255 * (whole ? value(x) : normalized(x, y)));
        put(grey, grey, grey, pixels, at + x, channels, plane);
      }
    }

    private float value(int x) {
      float most = (1 << colours.getComponentSize(0)) - 1;
      if (!colours.hasAlpha()) {
        return samples[x] / most;
      }
      float value = samples[2 * x] / most;
      float alpha = samples[2 * x + 1] / (float) ((1 << colours.getComponentSize(1)) - 1);
      return colours.isAlphaPremultiplied()
          ? Math.min(1, value + 1 - alpha)
          : overWhite(value, alpha);
    }

    /** Signed numbers and floating point, as TIFF files of instruments have them. */
    private float normalized(int x, int y) {
      float[] parts = new float[colours.getNumComponents()];
      Object pixel = raster.getDataElements(raster.getMinX() + x, raster.getMinY() + y, null);
      colours.getNormalizedComponents(pixel, parts, 0);
      float value = parts[0] >= 0 ? Math.min(1, parts[0]) : 0; // and 0 for what is no number
      return colours.hasAlpha() ? overWhite(value, Math.max(0, Math.min(1, parts[1]))) : value;
    }

    private static float overWhite(float value, float alpha) {
      return alpha * value + 1 - alpha;
    }
  }
}
