package org.ockham.data;

import org.ockham.augment.Image;

/**
 * Turns unsigned bytes into floats: {@code (pixel / 255 - mean) / std} for each channel, by a table of 256 entries, so the
 * bits are those of the formula in FLOAT32 and the cost is one load a pixel.
 */
public final class PixelScale {
  /** {@code pixel / 255}: from 0 to 1, for any number of channels (PyTorch's {@code ToTensor}). */
  public static final PixelScale UNIT = new PixelScale(new float[] {0}, new float[] {1});

  private final float[][] tables;

  private PixelScale(float[] mean, float[] std) {
    tables = new float[mean.length][];
    for (int c = 0; c < mean.length; c++) {
      tables[c] = table(mean[c], std[c]);
    }
  }

  /**
   * {@code (pixel / 255 - mean[c]) / std[c]} (torchvision's {@code Normalize} after {@code ToTensor}).
   *
   * @param mean one a channel, in units of the scaled pixel (0 to 1)
   * @param std one a channel, over 0
   * @throws DataException if the two differ in length, or a deviation is not over 0
   */
  public static PixelScale normalized(float[] mean, float[] std) {
    if (mean.length != std.length || mean.length == 0) {
      throw new DataException("Normalisation has " + mean.length + " means and " + std.length
          + " deviations, but needs one of each a channel.");
    }
    for (int c = 0; c < mean.length; c++) {
      if (!(std[c] > 0) || !Float.isFinite(std[c]) || !Float.isFinite(mean[c])) {
        throw new DataException(
            "Channel " + c + " is normalised by mean " + mean[c] + " and deviation " + std[c]
                + ", but the mean must be finite and the deviation over 0.");
      }
    }
    return new PixelScale(mean, std);
  }

  private static float[] table(float mean, float std) {
    float[] table = new float[256];
    for (int pixel = 0; pixel < 256; pixel++) {
      table[pixel] = (pixel / 255f - mean) / std;
    }
    return table;
  }

  int channels() {
    return tables.length;
  }

  /** Scales planes that follow each other, one a channel. */
  void scale(byte[] pixels, int offset, int length, float[] out, int start) {
    int plane = length / tables.length;
    for (int c = 0; c < tables.length; c++) {
      float[] table = tables[c];
      int from = offset + c * plane;
      int to = start + c * plane;
      for (int i = 0; i < plane; i++) {
        out[to + i] = table[pixels[from + i] & 0xFF];
      }
    }
  }

  /** Whether it is for images of so many channels. */
  boolean fits(int channels) {
    return tables.length == 1 || tables.length == channels;
  }

  /** Scales planes that follow each other into pixels that do, with the channels of each beside each other. */
  void scaleChannelsLast(byte[] pixels, int offset, int channels, int length, float[] out) {
    int plane = length / channels;
    for (int c = 0; c < channels; c++) {
      float[] table = tables[tables.length == 1 ? 0 : c];
      int from = offset + c * plane;
      for (int i = 0, to = c; i < plane; i++, to += channels) {
        out[to] = table[pixels[from + i] & 0xFF];
      }
    }
  }

  /** Scales an image of bytes, and does on the way what is still to be done to it. */
  void scale(Image image, float[] out, int start) {
    image.write(out, start, tables);
  }

  /** The same with the channels of each pixel beside each other. */
  void scaleChannelsLast(Image image, float[] out) {
    image.writeChannelsLast(out, tables);
  }
}
