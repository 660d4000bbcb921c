package org.ockham.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.ockham.tensor.RandomKey;

class NormalizeTest {
  private final Draws draws = Draws.of(RandomKey.of(0));
  private final byte[] pixels = {0, 127, (byte) 128, (byte) 255};

  private static float[] values(Image image) {
    return Arrays.copyOf(image.floats(), image.shape().size());
  }

  @Test
  void convertsBytesFirst() {
    Image image = Image.of(new ImageShape(1, 1, 4), pixels);
    Normalize.of(0.5, 0.5).apply(image, draws);
    assertThat(image.isFloat()).as("kept for the batch").isFalse();
    assertThat(values(image))
        .usingComparatorWithPrecision(1e-7f)
        .containsExactly(-1f, -0.00392157f, 0.00392157f, 1f);
  }

  @Test
  void givesFloatsTheSame() {
    Image bytes = Image.of(new ImageShape(1, 1, 4), pixels);
    Image floats = Image.of(new ImageShape(1, 1, 4), pixels);
    floats.floats();
    Normalize.of(0.3, 2).apply(bytes, draws);
    Normalize.of(0.3, 2).apply(floats, draws);
    assertThat(values(bytes)).containsExactly(values(floats));
  }

  @Test
  void isDoneTwiceIfAskedTwice() {
    Image image = Image.of(new ImageShape(1, 1, 4), pixels);
    Normalize.of(0.5, 0.5).apply(image, draws);
    Normalize.of(1, 2).apply(image, draws);
    assertThat(values(image)).contains(-1f, 0f);
  }

  @Test
  void refusesADeviationOfZero() {
    assertThatThrownBy(() -> Normalize.of(0.5, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "channel 0 is normalised by mean 0.5 and std 0.0, but the mean must be finite and the deviation above 0");
  }

  @Test
  void refusesAnotherNumberOfChannels() {
    Normalize three = Normalize.of(new double[] {0.1, 0.2, 0.3}, new double[] {1, 1, 1});
    assertThatThrownBy(() -> three.output(new ImageShape(1, 2, 2)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Normalize has 3 means and deviations, but the images have 1 channels: give one of each a channel, or one for all");
    assertThatThrownBy(() -> three.apply(Image.of(new ImageShape(1, 1, 4), pixels), draws))
        .hasMessageContaining("3 means");
  }

  @Test
  void isRefusedByTransformsOfBytesBehindIt() {
    Image image = Image.of(new ImageShape(1, 1, 4), pixels);
    Normalize.of(0.5, 0.5).apply(image, draws);
    assertThatThrownBy(image::bytes).hasMessageContaining("put it before Normalize");
  }
}
