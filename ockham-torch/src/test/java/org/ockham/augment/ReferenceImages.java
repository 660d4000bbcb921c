package org.ockham.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.ockham.ReferenceCases;
import tools.jackson.databind.JsonNode;

/** Images as files of reference values write them. */
final class ReferenceImages {

  private ReferenceImages() {}

  /** A case's input, of floats if its dtype says so. */
  static Image input(JsonNode reference) {
    ImageShape shape = shape(reference.get("input"));
    double[] data = ReferenceCases.doubles(reference.get("input").get("data"));
    Image image = new Image();
    boolean isFloat = reference.path("dtype").asString("").equals("float32")
        || reference.get("name").asString().equals("normalize");
    if (isFloat) {
      float[] values = new float[data.length];
      for (int i = 0; i < data.length; i++) {
        values[i] = (float) data[i];
      }
      image.set(shape, values, 0);
    } else {
      byte[] pixels = new byte[data.length];
      for (int i = 0; i < data.length; i++) {
        pixels[i] = (byte) data[i];
      }
      image.set(shape, pixels, 0);
    }
    return image;
  }

  /** Compares with a case's output: bytes may differ by {@code tolerance}, floats by 2e-6. */
  static void check(Image image, JsonNode reference, int tolerance) {
    JsonNode output = reference.get("output");
    assertThat(image.shape()).isEqualTo(shape(output));
    double[] expected = ReferenceCases.doubles(output.get("data"));
    for (int i = 0; i < expected.length; i++) {
      if (image.isFloat()) {
        assertThat((double) image.floats()[i])
            .as("value %d", i)
            .isCloseTo(expected[i], within(2e-6));
      } else {
        assertThat((double) (image.bytes()[i] & 0xFF))
            .as("pixel %d", i)
            .isCloseTo(expected[i], within((double) tolerance));
      }
    }
  }

  private static ImageShape shape(JsonNode tensor) {
    double[] sizes = ReferenceCases.doubles(tensor.get("shape"));
    return new ImageShape((int) sizes[0], (int) sizes[1], (int) sizes[2]);
  }
}
