package org.ockham.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HueTest {

  private static Image pixel(int red, int green, int blue) {
    return Image.of(new ImageShape(3, 1, 1), (byte) red, (byte) green, (byte) blue);
  }

  @ParameterizedTest
  @CsvSource({
    "255, 0, 0, 0.5, 0, 255, 255",
    "255, 0, 0, -0.5, 0, 255, 255",
    "255, 0, 0, -0.25, 127.5, 0, 255",
    "255, 0, 0, 0.25, 127.5, 255, 0",
    "255, 0, 0, -0.33333333333, 0, 0, 255",
    "10, 200, 90, -0.25, 200, 185, 10",
    "10, 200, 90, 0.25, 10, 25, 200"
  })
  void wrapsRoundAlsoDownwards(
      int red, int green, int blue, double factor, double toRed, double toGreen, double toBlue) {
    double[] expected = {toRed, toGreen, toBlue};
    Image bytes = pixel(red, green, blue);
    Hue.turn(bytes, factor);
    Image floats = pixel(red, green, blue);
    floats.floats();
    Hue.turn(floats, factor);
    for (int c = 0; c < 3; c++) {
      assertThat((double) (bytes.bytes()[c] & 0xFF)).isCloseTo(expected[c], within(1.0));
      assertThat((double) floats.floats()[c]).isCloseTo(expected[c] / 255, within(1e-6));
    }
  }

  @Test
  void changesNothingByZero() {
    for (int i = 0; i < 256; i++) {
      Image image = pixel(i, (i * 57) & 0xFF, (i * 91 + 5) & 0xFF);
      byte[] before = image.bytes().clone();
      Hue.turn(image, 0);
      assertThat(image.bytes()).isEqualTo(before);
    }
  }

  @Test
  void keepsTheGreatestAndTheLeastValue() {
    for (int i = 0; i < 256; i++) {
      int red = i;
      int green = (i * 57) & 0xFF;
      int blue = (i * 91 + 5) & 0xFF;
      for (double factor = -0.5; factor <= 0.5; factor += 0.05) {
        Image image = pixel(red, green, blue);
        Hue.turn(image, factor);
        int[] out = new int[3];
        for (int c = 0; c < 3; c++) {
          out[c] = image.bytes()[c] & 0xFF;
        }
        Arrays.sort(out);
        assertThat(out[2]).isEqualTo(Math.max(red, Math.max(green, blue)));
        assertThat(out[0]).isEqualTo(Math.min(red, Math.min(green, blue)));
      }
    }
  }

  @Test
  void refusesMoreThanHalfACircle() {
    assertThatThrownBy(() -> ColorJitter.of(0, 0, 0, 0.6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("hue is 0.6: it must lie in [0.0, 0.5]");
    assertThatThrownBy(() -> ColorJitter.of(0, 0, 0, -0.6)).hasMessageContaining("hue is -0.6");
  }
}
