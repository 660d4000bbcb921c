package org.ockham.lab;

import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorConvertOp;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import org.jspecify.annotations.Nullable;

/** The rows of an image of any kind as brightness from 0 to 1: luma of ITU-R BT.601 over a white ground. */
final class GreyRows {

  private final BufferedImage image;
  private final ColorModel colours;
  private final boolean grey;
  private final @Nullable ColorConvertOp toRgb;
  private final BufferedImage converted;
  private final int[] samples;

  GreyRows(BufferedImage image) {
    this.image = image;
    colours = image.getColorModel();
    int width = image.getWidth();
    ColorSpace space = colours.getColorSpace();
    boolean palette = colours instanceof IndexColorModel;
    // Java takes grey for linear light: asked for RGB it would brighten grey images.
    grey = !palette && space.getType() == ColorSpace.TYPE_GRAY;
    toRgb = grey || palette || space.isCS_sRGB() ? null : new ColorConvertOp(null);
    converted = toRgb == null ? image : new BufferedImage(width, 1, BufferedImage.TYPE_INT_ARGB);
    samples = new int[width * (grey ? colours.getNumComponents() : 1)];
  }

  /** Reads a row of the image. */
  void read(int y, float[] row) {
    if (grey) {
      readGrey(y, row);
      return;
    }
    if (toRgb != null) { // by rows: pixel by pixel a colour profile takes microseconds each
      toRgb.filter(image.getSubimage(0, y, row.length, 1), converted);
    }
    converted.getRGB(0, toRgb == null ? y : 0, row.length, 1, samples, 0, row.length);
    for (int x = 0; x < row.length; x++) {
      int argb = samples[x];
      float luma =
          (0.299f * (argb >> 16 & 255) + 0.587f * (argb >> 8 & 255) + 0.114f * (argb & 255)) / 255f;
      row[x] = overWhite(luma, (argb >>> 24) / 255f);
    }
  }

  private void readGrey(int y, float[] row) {
    Raster raster = image.getRaster();
    int type = raster.getTransferType();
    if (type != DataBuffer.TYPE_BYTE && type != DataBuffer.TYPE_USHORT) {
      readNormalized(raster, y, row);
      return;
    }
    raster.getPixels(raster.getMinX(), raster.getMinY() + y, row.length, 1, samples);
    float most = (1 << colours.getComponentSize(0)) - 1;
    if (!colours.hasAlpha()) {
      for (int x = 0; x < row.length; x++) {
        row[x] = samples[x] / most;
      }
      return;
    }
    float opaque = (1 << colours.getComponentSize(1)) - 1;
    for (int x = 0; x < row.length; x++) {
      float value = samples[2 * x] / most;
      float alpha = samples[2 * x + 1] / opaque;
      row[x] =
          colours.isAlphaPremultiplied() ? Math.min(1, value + 1 - alpha) : overWhite(value, alpha);
    }
  }

  /** Signed numbers and floating point, as TIFF files of instruments have them. */
  private void readNormalized(Raster raster, int y, float[] row) {
    float[] parts = new float[colours.getNumComponents()];
    for (int x = 0; x < row.length; x++) {
      Object pixel = raster.getDataElements(raster.getMinX() + x, raster.getMinY() + y, null);
      colours.getNormalizedComponents(pixel, parts, 0);
      float value = parts[0] >= 0 ? Math.min(1, parts[0]) : 0; // and 0 for what is no number
      row[x] = colours.hasAlpha() ? overWhite(value, Math.max(0, Math.min(1, parts[1]))) : value;
    }
  }

  private static float overWhite(float value, float alpha) {
    return alpha * value + 1 - alpha;
  }
}
