package org.ockham.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.ockham.tensor.RandomKey;

class NoiseTest {
  private static final ImageShape SHAPE = new ImageShape(3, 100, 100);
  private final Draws draws = Draws.of(RandomKey.of(3));

  private static Image grey() {
    byte[] pixels = new byte[SHAPE.size()];
    Arrays.fill(pixels, (byte) 128);
    return Image.of(SHAPE, pixels);
  }

  @Test
  void gaussianNoiseHasItsMeanAndDeviationInUnitsOfWhite() {
    Image bytes = grey();
    new GaussianNoise(0.02, 0.1, true).apply(bytes, draws);
    Image floats = grey();
    floats.floats();
    new GaussianNoise(0.02, 0.1, true).apply(floats, draws);
    for (int k = 0; k < 2; k++) {
      double sum = 0;
      double squares = 0;
      for (int i = 0; i < SHAPE.size(); i++) {
        double noise =
            (k == 0 ? bytes.bytes()[i] & 0xFF : 255.0 * floats.floats()[i]) - 128 - 0.02 * 255;
        sum += noise;
        squares += noise * noise;
      }
      assertThat(sum / SHAPE.size()).isCloseTo(0, within(0.75));
      assertThat(Math.sqrt(squares / SHAPE.size())).isCloseTo(25.5, within(0.55));
    }
  }

  @Test
  void gaussianNoiseIsClippedUnlessToldOtherwise() {
    Image clipped = grey();
    GaussianNoise.of(2).apply(clipped, draws);
    assertThat(clipped.isFloat()).isFalse();
    assertThat(clipped.bytes()).contains(0, 255);
    Image free = grey();
    GaussianNoise.of(2).withClip(false).apply(free, draws);
    assertThat(free.isFloat()).isTrue();
    float[] sorted = Arrays.copyOf(free.floats(), SHAPE.size());
    Arrays.sort(sorted);
    assertThat(sorted[0]).isLessThan(-5);
    assertThat(sorted[sorted.length - 1]).isGreaterThan(6);
  }

  @Test
  void gaussianNoiseOfNothingChangesNothing() {
    Image image = grey();
    GaussianNoise.of(0).apply(image, draws);
    assertThat(image.bytes()).isEqualTo(grey().bytes());
  }

  @Test
  void saltAndPepperChangeWholePixelsWithTheirProbabilities() {
    Image image = grey();
    new SaltAndPepper(0.2, 0.75).apply(image, draws);
    int white = 0;
    int black = 0;
    int area = SHAPE.area();
    for (int i = 0; i < area; i++) {
      int value = image.bytes()[i] & 0xFF;
      assertThat(image.bytes()[i + area] & 0xFF).isEqualTo(value);
      assertThat(image.bytes()[i + 2 * area] & 0xFF).isEqualTo(value);
      white += value == 255 ? 1 : 0;
      black += value == 0 ? 1 : 0;
    }
    assertThat(white / (double) area).isCloseTo(0.15, within(0.018));
    assertThat(black / (double) area).isCloseTo(0.05, within(0.011));
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> GaussianNoise.of(-0.1))
        .hasMessage("sigma is -0.1: it must be at least 0 and finite");
    assertThatThrownBy(() -> SaltAndPepper.of(1.5))
        .hasMessage("amount is 1.5: a probability lies between 0 and 1");
  }
}
