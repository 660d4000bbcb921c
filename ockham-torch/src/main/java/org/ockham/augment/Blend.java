package org.ockham.augment;

/**
 * Moves an image towards, or away from, a poorer one: factor · x + (1 − factor) · y, where y is black (brightness), the mean grey
 * (contrast) or each pixel's own grey (saturation). A factor of 1 changes nothing, 0 leaves y.
 */
final class Blend {

  private Blend() {}

  static void brightness(Image image, double factor) {
    float by = (float) factor;
    PointOperation.apply(image, (x, bound) -> by * x);
  }

  static void contrast(Image image, double factor) {
    float mean = image.isFloatOrNormalized() ? meanOfFloats(image) : meanOfBytes(image);
    float by = (float) factor;
    float rest = (float) (1 - factor) * mean;
    PointOperation.apply(image, (x, bound) -> by * x + rest);
  }

  private static float meanOfBytes(Image image) {
    byte[] pixels = image.bytes();
    int area = image.shape().area();
    long sum = 0;
    for (int i = 0; i < area; i++) {
      sum += image.channels() == 1
          ? pixels[i] & 0xFF
          : Grayscale.grey(pixels[i] & 0xFF, pixels[i + area] & 0xFF, pixels[i + 2 * area] & 0xFF);
    }
    return (float) ((double) sum / area);
  }

  private static float meanOfFloats(Image image) {
    float[] values = image.floats();
    int area = image.shape().area();
    double sum = 0;
    for (int i = 0; i < area; i++) {
      sum += image.channels() == 1
          ? values[i]
          : Grayscale.grey(values[i], values[i + area], values[i + 2 * area]);
    }
    return (float) (sum / area);
  }

  static void saturation(Image image, double factor) {
    if (image.channels() == 1) {
      return;
    }
    float by = (float) factor;
    float rest = (float) (1 - factor);
    int area = image.shape().area();
    if (image.isFloatOrNormalized()) {
      float[] values = image.floats();
      for (int i = 0; i < area; i++) {
        float grey = rest * Grayscale.grey(values[i], values[i + area], values[i + 2 * area]);
        for (int c = 0; c < 3; c++) {
          values[i + c * area] = PointOperation.toUnit(by * values[i + c * area] + grey);
        }
      }
      return;
    }
    byte[] pixels = image.bytes();
    for (int i = 0; i < area; i++) {
      int red = pixels[i] & 0xFF;
      int green = pixels[i + area] & 0xFF;
      int blue = pixels[i + 2 * area] & 0xFF;
      float grey = rest * Grayscale.grey(red, green, blue);
      pixels[i] = PointOperation.toByte((int) (by * red + grey));
      pixels[i + area] = PointOperation.toByte((int) (by * green + grey));
      pixels[i + 2 * area] = PointOperation.toByte((int) (by * blue + grey));
    }
  }
}
