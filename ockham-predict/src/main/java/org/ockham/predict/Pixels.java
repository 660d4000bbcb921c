package org.ockham.predict;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.nio.ByteBuffer;

/** An image as bytes of red, green and blue, row after row; what is transparent lies over white. */
final class Pixels {

  private Pixels() {}

  /** The pixels as they are to be seen. */
  static ByteBuffer of(BufferedImage image, Orientation orientation) {
    int width = image.getWidth();
    int height = image.getHeight();
    ByteBuffer pixels =
        ByteBuffer.allocateDirect(Math.multiplyExact(3, Math.multiplyExact(width, height)));
    boolean isGrey = !(image.getColorModel() instanceof IndexColorModel)
        && image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
        && image.getRaster().getNumBands() == 1;
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      if (isGrey) {
        readGrey(image.getRaster(), y, row);
      } else {
        image.getRGB(0, y, width, 1, row, 0, width);
      }
      for (int x = 0; x < width; x++) {
        int at = 3 * orientation.place(x, y, width, height);
        int alpha = row[x] >>> 24;
        pixels.put(at, overWhite(row[x] >> 16 & 255, alpha));
        pixels.put(at + 1, overWhite(row[x] >> 8 & 255, alpha));
        pixels.put(at + 2, overWhite(row[x] & 255, alpha));
      }
    }
    return pixels;
  }

  /** As it is: asked for colours, Java would take grey for linear light and brighten it. */
  private static void readGrey(Raster raster, int y, int[] row) {
    raster.getSamples(0, y, row.length, 1, 0, row);
    int most = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    for (int x = 0; x < row.length; x++) {
      int grey = (int) Math.round(255.0 * row[x] / most);
      row[x] = 0xFF << 24 | grey << 16 | grey << 8 | grey;
    }
  }

  private static byte overWhite(int colour, int alpha) {
    return (byte) ((colour * alpha + 255 * (255 - alpha) + 127) / 255);
  }
}
