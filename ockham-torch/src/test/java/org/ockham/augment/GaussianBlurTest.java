package org.ockham.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
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
    Arrays.fill(pixels, (byte) 255);
    for (int i = 0; i < 50; i++) {
      Image image = Image.of(new ImageShape(3, 9, 11), pixels);
      GaussianBlur.of(9).apply(image, draws);
      assertThat(image.bytes()).startsWith(pixels);
    }
  }

  @Test
  void blursColumnsAsItBlursRows() {
    float[] values = {0, 0.25f, 1, 0, 0.5f};
    Image column = new Image();
    column.set(new ImageShape(1, 5, 1), values, 0);
    Image row = new Image();
    row.set(new ImageShape(1, 1, 5), values, 0);
    float[] weights = GaussianBlur.weights(3, 0.7);
    GaussianBlur.blur(column, new float[] {1}, weights);
    GaussianBlur.blur(row, weights, new float[] {1});
    assertThat(column.floats()).startsWith(Arrays.copyOf(row.floats(), 5));
    assertThat(row.floats()[0]).as("mirrored").isEqualTo(2 * 0.25f * weights[0]);
  }

  @Test
  void drawsSigmaUniformly() {
    double sum = 0;
    int count = 2000;
    for (int i = 0; i < count; i++) {
      float[] values = new float[25];
      values[12] = 1;
      Image point = new Image();
      point.set(new ImageShape(1, 5, 5), values, 0);
      GaussianBlur.of(3).withSigma(0.5, 1.5).apply(point, draws);
      // Beside over middle is exp(-1 / 2σ²).
      double ratio = point.floats()[13] / (double) point.floats()[12];
      sum += Math.sqrt(-0.5 / Math.log(ratio));
    }
    assertThat(sum / count).isCloseTo(1, within(5 * Math.sqrt(1 / 12.0 / count)));
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> GaussianBlur.of(4))
        .hasMessage("kernelSize is 4: it must be odd, so that there is a pixel in the middle");
    assertThatThrownBy(() -> GaussianBlur.of(3).withSigma(0, 1))
        .hasMessage("sigma is 0.0: it must be above 0 and finite");
    assertThatThrownBy(() -> GaussianBlur.of(9).output(new ImageShape(3, 4, 30)))
        .hasMessage(
            "kernelSize is 9, but the images are 4x30: half of it must be less than each side");
  }
}
