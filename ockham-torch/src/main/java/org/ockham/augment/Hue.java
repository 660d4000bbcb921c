package org.ockham.augment;

/**
 * Turns the colours round the circle of hues: the greatest and the least of a pixel's three values change places with each other, or
 * with the one between, which moves.
 */
final class Hue {

  private Hue() {}

  /** By this share of the circle, −0.5 to 0.5. Bytes are cut as torchvision cuts them: x · 255.999 / 255. */
  static void turn(Image image, double factor) {
    if (image.channels() == 1 || factor == 0) {
      return;
    }
    float turn = (float) (6 * factor);
    int area = image.shape().area();
    if (image.isFloatOrNormalized()) {
      float[] values = image.floats();
      for (int i = 0; i < area; i++) {
        turn(values[i], values[i + area], values[i + 2 * area], turn, values, i, area);
      }
      return;
    }
    byte[] pixels = image.bytes();
    float[] turned = new float[3];
    for (int i = 0; i < area; i++) {
      turn(
          pixels[i] & 0xFF,
          pixels[i + area] & 0xFF,
          pixels[i + 2 * area] & 0xFF,
          turn,
          turned,
          0,
          1);
      pixels[i] = cut(turned[0]);
      pixels[i + area] = cut(turned[1]);
      pixels[i + 2 * area] = cut(turned[2]);
    }
  }

  private static byte cut(float value) {
    return PointOperation.toByte(value * (255.999f / 255));
  }

  /** Writes the three values of a pixel that is turned by {@code turn} sixths of the circle. */
  private static void turn(
      float red, float green, float blue, float turn, float[] out, int at, int stride) {
    float high = Math.max(red, Math.max(green, blue));
    float low = Math.min(red, Math.min(green, blue));
    float chroma = high - low;
    if (chroma == 0) {
      out[at] = out[at + stride] = out[at + 2 * stride] = high;
      return;
    }
    float hue;
    if (high == red) {
      hue = (green - blue) / chroma;
    } else if (high == green) {
      hue = 2 + (blue - red) / chroma;
    } else {
      hue = 4 + (red - green) / chroma;
    }
    hue += turn; // from -4 to 8
    hue = hue < 0 ? hue + 6 : hue >= 6 ? hue - 6 : hue;
    int sector = (int) hue;
    float falling = high - chroma * (hue - sector);
    float rising = low + chroma * (hue - sector);
    switch (sector) {
      case 0, 6 -> put(out, at, stride, high, rising, low);
      case 1 -> put(out, at, stride, falling, high, low);
      case 2 -> put(out, at, stride, low, high, rising);
      case 3 -> put(out, at, stride, low, falling, high);
      case 4 -> put(out, at, stride, rising, low, high);
      default -> put(out, at, stride, high, low, falling);
    }
  }

  private static void put(float[] out, int at, int stride, float red, float green, float blue) {
    out[at] = red;
    out[at + stride] = green;
    out[at + 2 * stride] = blue;
  }
}
