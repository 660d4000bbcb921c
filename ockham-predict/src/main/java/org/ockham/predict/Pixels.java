package org.ockham.predict;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** An image as bytes of red, green and blue, row after row, the same that training has of it; what is transparent lies over white. */
final class Pixels {

  private final BufferedImage image;
  private final ColorModel colours;
  private final boolean isGrey;
  private final @Nullable ColorConvertOp toRgb;

  /** The row that is being read, as ARGB. */
  private final int[] row;

  private Pixels(BufferedImage image) {
    this.image = image;
    colours = image.getColorModel();
    boolean isPalette = colours instanceof IndexColorModel;
    isGrey = !isPalette && colours.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
    toRgb = isPalette || isGrey || colours.getColorSpace().isCS_sRGB()
        ? null
        : new ColorConvertOp(null);
    row = new int[image.getWidth()];
  }

  /** The pixels as they are to be seen. */
  static ByteBuffer of(BufferedImage image, Orientation orientation) {
    int width = image.getWidth();
    int height = image.getHeight();
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(Math.multiplyExact(3, Math.multiplyExact(width, height)));
    Pixels pixels = new Pixels(image);
    for (int y = 0; y < height; y++) {
      pixels.read(y);
      for (int x = 0; x < width; x++) {
        int at = 3 * orientation.place(x, y, width, height);
        int argb = pixels.row[x];
        int alpha = argb >>> 24;
        bytes.put(at, overWhite(argb >> 16 & 255, alpha));
        bytes.put(at + 1, overWhite(argb >> 8 & 255, alpha));
        bytes.put(at + 2, overWhite(argb & 255, alpha));
      }
    }
    return bytes;
  }

  private void read(int y) {
    if (isGrey) {
      readGrey(y);
    } else if (toRgb == null) {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
    } else { // by rows: pixel by pixel a colour profile takes microseconds each
      BufferedImage converted = new BufferedImage(row.length, 1, BufferedImage.TYPE_INT_ARGB);
      toRgb.filter(image.getSubimage(0, y, row.length, 1), converted);
      converted.getRGB(0, 0, row.length, 1, row, 0, row.length);
    }
  }

  /** As it is: asked for colours, Java would take grey for linear light and brighten it. */
  private void readGrey(int y) {
    Raster raster = image.getRaster();
    float[] parts = new float[colours.getNumComponents()];
    for (int x = 0; x < row.length; x++) {
      int grey = Math.round(255 * grey(raster, raster.getMinX() + x, raster.getMinY() + y, parts));
      row[x] = 0xFF << 24 | grey << 16 | grey << 8 | grey;
    }
  }

  private float grey(Raster raster, int x, int y, float[] parts) {
    boolean isWhole = raster.getTransferType() == DataBuffer.TYPE_BYTE
        || raster.getTransferType() == DataBuffer.TYPE_USHORT;
    if (isWhole) {
      for (int i = 0; i < parts.length; i++) {
        parts[i] = raster.getSample(x, y, i) / (float) ((1 << colours.getComponentSize(i)) - 1);
      }
    } else { // signed numbers and floating point, as TIFF files of instruments have them
      colours.getNormalizedComponents(raster.getDataElements(x, y, null), parts, 0);
    }
    float value = parts[0] >= 0 ? Math.min(1, parts[0]) : 0; // and 0 for what is no number
    if (!colours.hasAlpha()) {
      return value;
    }
    float alpha = Math.max(0, Math.min(1, parts[1]));
    return isWhole && colours.isAlphaPremultiplied()
        ? Math.min(1, value + 1 - alpha)
        : alpha * value + 1 - alpha;
  }

  private static byte overWhite(int colour, int alpha) {
    return (byte) ((colour * alpha + 255 * (255 - alpha) + 127) / 255);
  }
}
