package org.ockham.augment;

import org.ockham.check.Check;

/**
 * Spreads the values of each channel until each is about as frequent as any other, with a probability
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.RandomEqualize.html">torchvision's
 * RandomEqualize</a>, which is Pillow's): the new value of v is (⌊step / 2⌋ + number of pixels below v) / step, where step is a 255th of
 * the pixels that are not of the greatest value; where that is below 1 the channel stays as it is. Floats from 0 to 1 are sorted into
 * 256 values first.
 *
 * @param p the probability; default 0.5
 */
public record RandomEqualize(double p) implements Transform {
  public RandomEqualize {
    Check.probability("p", p);
  }

  /** With this probability. */
  public static RandomEqualize of(double p) {
    return new RandomEqualize(p);
  }

  @Override
  public void apply(Image image, Draws draws) {
    if (draws.chance(p)) {
      equalize(image);
    }
  }

  static void equalize(Image image) {
    if (image.isFloatOrNormalized()) {
      equalizeFloats(image);
      return;
    }
    byte[] pixels = image.bytes();
    int area = image.shape().area();
    byte[][] tables = new byte[image.channels()][];
    for (int c = 0; c < tables.length; c++) {
      tables[c] = table(pixels, c * area, area);
    }
    image.table(tables);
  }

  private static void equalizeFloats(Image image) {
    float[] values = image.floats();
    int area = image.shape().area();
    byte[] pixels = new byte[area];
    for (int c = 0; c < image.channels(); c++) {
      for (int i = 0; i < area; i++) {
        pixels[i] = PointOperation.toByte((int) (values[c * area + i] * 255.999f));
      }
      byte[] table = table(pixels, 0, area);
      for (int i = 0; i < area; i++) {
        values[c * area + i] = (table[pixels[i] & 0xFF] & 0xFF) / 255f;
      }
    }
  }

  private static byte[] table(byte[] pixels, int offset, int area) {
    int[] counts = new int[256];
    for (int i = offset; i < offset + area; i++) {
      counts[pixels[i] & 0xFF]++;
    }
    int greatest = 255;
    while (counts[greatest] == 0) {
      greatest--;
    }
    int step = (area - counts[greatest]) / 255;
    byte[] table = new byte[256];
    int below = step / 2;
    for (int i = 0; i < 256; i++) {
      table[i] = (byte) (step == 0 ? i : Math.min(255, below / step));
      below += counts[i];
    }
    return table;
  }
}
