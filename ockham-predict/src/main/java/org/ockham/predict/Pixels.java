package org.ockham.predict;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.nio.ByteBuffer;

/** An image as bytes of red, green and blue, row after row; what is transparent lies over white. */
final class Pixels {

  private Pixels() {}

  static ByteBuffer of(BufferedImage image) {
    int width = image.getWidth();
    ByteBuffer pixels = ByteBuffer.allocateDirect(3 * width * image.getHeight());
    boolean isGrey = !(image.getColorModel() instanceof IndexColorModel)
        && image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
        && image.getRaster().getNumBands() == 1;
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      if (isGrey) {
        putGrey(image.getRaster(), y, row, pixels);
      } else {
        image.getRGB(0, y, width, 1, row, 0, width);
        for (int argb : row) {
          int alpha = argb >>> 24;
          pixels.put(overWhite(argb >> 16 & 255, alpha));
          pixels.put(overWhite(argb >> 8 & 255, alpha));
          pixels.put(overWhite(argb & 255, alpha));
        }
      }
    }
    return pixels.flip();
  }

  /** As it is: asked for colours, Java would take grey for linear light and brighten it. */
  private static void putGrey(Raster raster, int y, int[] row, ByteBuffer pixels) {
    raster.getSamples(0, y, row.length, 1, 0, row);
    int most = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
    for (int sample : row) {
      byte grey = (byte) Math.round(255.0 * sample / most);
      pixels.put(grey).put(grey).put(grey);
    }
  }

  private static byte overWhite(int colour, int alpha) {
    return (byte) ((colour * alpha + 255 * (255 - alpha) + 127) / 255);
  }
}
