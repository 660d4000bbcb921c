package org.ockham.augment;

/**
 * Turns the colours round the circle of hues, at the same greatest and least value. With h the pixel's place on the circle, from 0 (red)
 * to 6, and k = (n + h) mod 6, a channel becomes greatest − chroma · max(0, min(k, 4 − k, 1)), n = 5 for red, 3 for green, 1 for blue;
 * computed in units of chroma, so that nothing is divided.
 */
final class Hue {
  private static final int FRACTION = 14;

  private Hue() {}

  /** By this share of the circle, −0.5 to 0.5. Bytes are cut as torchvision cuts them: x · 255.999 / 255. */
  static void turn(Image image, double factor) {
    if (image.channels() == 1 || factor == 0) {
      return;
    }
    // Positive, so that no remainder is negative.
    double turn = 6 * (factor < 0 ? factor + 1 : factor);
    int area = image.shape().area();
    if (image.isFloatOrNormalized()) {
      turnFloats(image.floats(), area, (float) turn);
    } else {
      turnBytes(image.bytes(), area, (int) Math.rint(turn * (1 << FRACTION)));
    }
  }

  private static void turnBytes(byte[] pixels, int area, int turn) {
    for (int i = 0; i < area; i++) {
      int red = pixels[i] & 0xFF;
      int green = pixels[i + area] & 0xFF;
      int blue = pixels[i + 2 * area] & 0xFF;
      int greatest = Math.max(red, Math.max(green, blue));
      int chroma = greatest - Math.min(red, Math.min(green, blue));
      int place = greatest == red
          ? green - blue
          : greatest == green ? 2 * chroma + blue - red : 4 * chroma + red - green;
      int from = (place << FRACTION) + turn * chroma; // -1 to 11 chromas
      int one = chroma << FRACTION;
      int high = greatest << FRACTION;
      pixels[i] = cut(high - below(from + 5 * one, one));
      pixels[i + area] = cut(high - below(from + 3 * one, one));
      pixels[i + 2 * area] = cut(high - below(from + one, one));
    }
  }

  /** chroma · max(0, min(k, 4 − k, 1)) with k from 0 to 16. */
  private static int below(int k, int one) {
    int within = k >= 12 * one ? k - 12 * one : k >= 6 * one ? k - 6 * one : k;
    return Math.max(0, Math.min(one, Math.min(within, 4 * one - within)));
  }

  private static byte cut(int value) {
    return (byte) ((value + ((value * 257) >> 16)) >> FRACTION);
  }

  private static void turnFloats(float[] values, int area, float turn) {
    for (int i = 0; i < area; i++) {
      float red = values[i];
      float green = values[i + area];
      float blue = values[i + 2 * area];
      float greatest = Math.max(red, Math.max(green, blue));
      float chroma = greatest - Math.min(red, Math.min(green, blue));
      float place = greatest == red
          ? green - blue
          : greatest == green ? 2 * chroma + blue - red : 4 * chroma + red - green;
      float from = place + turn * chroma;
      values[i] = greatest - below(from + 5 * chroma, chroma);
      values[i + area] = greatest - below(from + 3 * chroma, chroma);
      values[i + 2 * area] = greatest - below(from + chroma, chroma);
    }
  }

  private static float below(float k, float one) {
    float within = k >= 12 * one ? k - 12 * one : k >= 6 * one ? k - 6 * one : k;
    return Math.max(0, Math.min(one, Math.min(within, 4 * one - within)));
  }
}
