package org.ockham.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.ockham.tensor.RandomKey;

class ColorJitterTest {
  private static final ImageShape PIXELS = new ImageShape(3, 1, 2);
  private static final int COUNT = 20_000;
  private final Draws draws = Draws.of(RandomKey.of(21));

  /** Two pixels: a grey of 0.4, and red 0.6, green 0.2, blue 0.3. */
  private static Image image() {
    Image image = new Image();
    image.set(PIXELS, new float[] {0.4f, 0.6f, 0.4f, 0.2f, 0.4f, 0.3f}, 0);
    return image;
  }

  @Test
  void drawsFactorsUniformlyAroundOne() {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < COUNT; i++) {
      Image image = image();
      ColorJitter.of(0.5, 0, 0, 0).apply(image, draws);
      double factor = image.floats()[0] / 0.4;
      assertThat(factor).isBetween(0.4999, 1.5001);
      sum += factor;
      squares += (factor - 1) * (factor - 1);
    }
    assertThat(sum / COUNT).isCloseTo(1, within(5 * Math.sqrt(1 / 12.0 / COUNT)));
    assertThat(squares / COUNT).isCloseTo(1 / 12.0, within(0.004));
  }

  @Test
  void neverTakesAFactorBelowZero() {
    for (int i = 0; i < 2000; i++) {
      Image image = image();
      ColorJitter.of(4, 0, 0, 0).apply(image, draws);
      assertThat(image.floats()[0]).isGreaterThanOrEqualTo(0);
    }
  }

  @Test
  void changesHueBothWays() {
    int greener = 0;
    for (int i = 0; i < COUNT; i++) {
      Image image = image();
      ColorJitter.of(0, 0, 0, 0.1).apply(image, draws);
      assertThat(image.floats()[0]).as("grey has no hue").isEqualTo(0.4f);
      assertThat(image.floats()[1]).isCloseTo(0.6f, within(1e-6f));
      greener += image.floats()[3] > 0.2001f ? 1 : 0;
    }
    // From bluish red, a sixth of a quarter of the circle away, half of a quarter and more turns
    // beyond red.
    assertThat(greener / (double) COUNT).isCloseTo((0.1 - 0.25 / 6) / 0.2, within(0.02));
  }

  @Test
  void changesInARandomOrder() {
    // Clipped brightness before contrast, or after it: two results.
    int first = 0;
    for (int i = 0; i < COUNT; i++) {
      Draws same = Draws.of(RandomKey.of(i));
      Image image = image();
      ColorJitter.of(1, 1, 0, 0).apply(image, same);
      Draws again = Draws.of(RandomKey.of(i));
      again.order(4);
      double light = again.uniform(0, 2);
      double distance = again.uniform(0, 2);
      Image brightFirst = image();
      Blend.brightness(brightFirst, light);
      Blend.contrast(brightFirst, distance);
      Image contrastFirst = image();
      Blend.contrast(contrastFirst, distance);
      Blend.brightness(contrastFirst, light);
      boolean isFirst = Arrays.equals(image.floats(), brightFirst.floats());
      boolean isSecond = Arrays.equals(image.floats(), contrastFirst.floats());
      assertThat(isFirst || isSecond).isTrue();
      first += isFirst && !isSecond ? 1 : isSecond && !isFirst ? -1 : 0;
    }
    assertThat(first / (double) COUNT).as("as often one as the other").isCloseTo(0, within(0.04));
  }

  @Test
  void ofNothingChangesNothing() {
    Image image = image();
    ColorJitter.of(0, 0, 0, 0).apply(image, draws);
    assertThat(image.floats()).startsWith(Arrays.copyOf(image().floats(), 6));
  }

  @Test
  void refusesWhatItCannotTake() {
    assertThatThrownBy(() -> ColorJitter.of(-1, 0, 0, 0))
        .hasMessage("brightness is -1.0: it must be at least 0 and finite");
    assertThatThrownBy(() -> ColorJitter.of(0, 0, 0, 0).output(new ImageShape(4, 2, 2)))
        .hasMessage("ColorJitter takes images of 1 or 3 channels, but these have 4");
  }
}
