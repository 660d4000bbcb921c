package org.ockham.augment;

/**
 * Colours become grey: 0.2989 red + 0.587 green + 0.114 blue, cut to a whole number for bytes
 * (<a href="https://docs.pytorch.org/vision/stable/generated/torchvision.transforms.v2.Grayscale.html">torchvision's
 * Grayscale</a>).
 *
 * @param numOutputChannels 1, or 3 of the same; default 1
 */
public record Grayscale(int numOutputChannels) implements Transform {
  public Grayscale {
    if (numOutputChannels != 1 && numOutputChannels != 3) {
      throw new IllegalArgumentException(
          "numOutputChannels is " + numOutputChannels + ": it must be 1 or 3");
    }
  }

  /** With 1 or 3 channels. */
  public static Grayscale of(int numOutputChannels) {
    return new Grayscale(numOutputChannels);
  }

  @Override
  public ImageShape output(ImageShape input) {
    input.requireGreyOrColour("Grayscale");
    return new ImageShape(numOutputChannels, input.height(), input.width());
  }

  @Override
  public void apply(Image image, Draws draws) {
    output(image.shape());
    toGrey(image, numOutputChannels);
  }

  static void toGrey(Image image, int channels) {
    if (image.channels() == 1 && channels == 1) {
      return;
    }
    ImageShape shape = new ImageShape(channels, image.height(), image.width());
    int area = shape.area();
    if (image.isFloatOrNormalized()) {
      float[] from = image.floats();
      float[] out = image.backFloats(shape);
      for (int i = 0; i < area; i++) {
        out[i] =
            image.channels() == 1 ? from[i] : grey(from[i], from[i + area], from[i + 2 * area]);
      }
      for (int c = 1; c < channels; c++) {
        System.arraycopy(out, 0, out, c * area, area);
      }
    } else {
      byte[] from = image.bytes();
      byte[] out = image.back(shape);
      for (int i = 0; i < area; i++) {
        out[i] = image.channels() == 1
            ? from[i]
            : (byte) grey(from[i] & 0xFF, from[i + area] & 0xFF, from[i + 2 * area] & 0xFF);
      }
      for (int c = 1; c < channels; c++) {
        System.arraycopy(out, 0, out, c * area, area);
      }
    }
    image.swap();
  }

  /** Of bytes, as numbers from 0 to 255. */
  static int grey(int red, int green, int blue) {
    return (2989 * red + 5870 * green + 1140 * blue) / 10000;
  }

  static float grey(float red, float green, float blue) {
    return 0.2989f * red + 0.587f * green + 0.114f * blue;
  }
}
