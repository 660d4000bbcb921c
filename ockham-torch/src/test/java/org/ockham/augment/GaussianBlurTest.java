package org.ockham.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.ockham.tensor.RandomKey;

class GaussianBlurTest {
  private final Draws draws = Draws.of(RandomKey.of(1));

  @Test
  void spreadsAPointByItsWeights() {
    byte[] pixels = new byte[49];
    pixels[24] = (byte) 200;
    Image image = Image.of(new ImageShape(1, 7, 7), pixels);
    GaussianBlur.of(3).withSigma(0.8, 0.8).apply(image, draws);
    double side = StrictMath.exp(-0.5 / 0.64);
    double sum = 1 + 2 * side;
    assertThat(image.bytes()[24] & 0xFF).isEqualTo((int) Math.rint(200 / (sum * sum)));
    assertThat(image.bytes()[25] & 0xFF).isEqualTo((int) Math.rint(200 * side / (sum * sum)));
    assertThat(image.bytes()[32] & 0xFF)
        .isEqualTo((int) Math.rint(200 * side * side / (sum * sum)));
    assertThat(image.bytes()[26]).isZero();
  }

  @Test
  void keepsAnImageOfOneValue() {
    byte[] pixels = new byte[3 * 9 * 11];
    java.util.Arrays.fill(pixels, (byte) 255);
    for (int i = 0; i < 50; i++) {
      Image image = Image.of(new ImageShape(3, 9, 11), pixels);
      GaussianBlur.of(9).apply(image, draws);
      assertThat(image.bytes()).startsWith(pixels);
    }
  }

  @Test
  void drawsSigmaUniformly() {
    double least = 1;
    double greatest = 0;
    double sum = 0;
    for (int i = 0; i < 2000; i++) {
      byte[] pixels = new byte[9];
      pixels[4] = (byte) 255;
      Image image = new Image();
      image.set(new ImageShape(1, 1, 9), pixels, 0);
      Image floats = Image.of(new ImageShape(1, 9, 1), pixels);
      floats.floats();
      new GaussianBlur(1, java.util.List.of(0.5, 1.5)).apply(floats, draws);
      assertThat(floats.floats()[4]).isEqualTo(1);
      float[] weights = GaussianBlur.weights(3, 0.5 + i / 2000.0);
      least = Math.min(least, weights[1]);
      greatest = Math.max(greatest, weights[1]);
      sum += weights[0] + weights[1] + weights[2];
    }
    assertThat(least).isLessThan(greatest);
    assertThat(sum / 2000).isCloseTo(1, within(1e-6));
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> GaussianBlur.of(4))
        .hasMessage("kernelSize is 4: it must be odd, so that there is a pixel in the middle");
    assertThatThrownBy(() -> GaussianBlur.of(3).withSigma(0, 1))
        .hasMessage("sigma is [0.0, 1.0]: it must be a least and a greatest number, above 0");
    assertThatThrownBy(() -> GaussianBlur.of(9).output(new ImageShape(3, 4, 30)))
        .hasMessage(
            "kernelSize is 9, but the images are 4x30: half of it must be less than each side");
  }
}
