package org.ockham.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ockham.tensor.RandomKey;

class ErasingTest {
  private static final ImageShape SHAPE = new ImageShape(3, 40, 60);
  private final Draws draws = Draws.of(RandomKey.of(9));

  private static Image white() {
    byte[] pixels = new byte[SHAPE.size()];
    Arrays.fill(pixels, (byte) 255);
    return Image.of(SHAPE, pixels);
  }

  /** Top, left, height, width of what is 0 in the first channel, which must be a rectangle; null if nothing is. */
  private static int[] erased(Image image) {
    int top = Integer.MAX_VALUE;
    int left = Integer.MAX_VALUE;
    int bottom = -1;
    int right = -1;
    int count = 0;
    for (int i = 0; i < SHAPE.area(); i++) {
      if (image.bytes()[i] == 0) {
        top = Math.min(top, i / 60);
        bottom = Math.max(bottom, i / 60);
        left = Math.min(left, i % 60);
        right = Math.max(right, i % 60);
        count++;
      }
    }
    if (count == 0) {
      return new int[4];
    }
    int[] rectangle = {top, left, bottom - top + 1, right - left + 1};
    assertThat(count).as("a full rectangle").isEqualTo(rectangle[2] * rectangle[3]);
    return rectangle;
  }

  @Test
  void erasesARectangleOfAreaAndRatioWithinTheirRanges() {
    int count = 5000;
    int times = 0;
    double area = 0;
    double ratio = 0;
    for (int i = 0; i < count; i++) {
      Image image = white();
      RandomErasing.of(0.5).withScale(0.05, 0.15).apply(image, draws);
      int[] rectangle = erased(image);
      if (rectangle[2] > 0) {
        times++;
        double share = rectangle[2] * rectangle[3] / 2400.0;
        assertThat(share).isBetween(0.045, 0.16);
        area += share;
        ratio += Math.log(rectangle[2] / (double) rectangle[3]);
      }
    }
    assertThat(times / (double) count).isCloseTo(0.5, within(0.036));
    assertThat(area / times).isCloseTo(0.1, within(0.003));
    assertThat(ratio / times).isCloseTo(Math.log(0.3 * 3.3) / 2, within(0.07));
  }

  @Test
  void writesAValueAChannelToBytesAndToFloatsBehindNormalize() {
    Image bytes = white();
    RandomErasing whole = new RandomErasing(
        1, List.of(0.9, 0.9), List.of(1.5 / 2.25, 1.5 / 2.25), List.of(10.0, 20.0, 30.0), false);
    whole.apply(bytes, draws);
    assertThat(bytes.bytes()[SHAPE.area() / 2 + 30]).isEqualTo((byte) 10);
    assertThat(bytes.bytes()[SHAPE.area() * 5 / 2 + 30]).isEqualTo((byte) 30);
    Image floats = white();
    Normalize.of(0.5, 0.5).apply(floats, draws);
    RandomErasing.of(1).withScale(0.3, 0.3).withValue(-7.5).apply(floats, draws);
    assertThat(floats.floats()).contains(-7.5f, 1f);
  }

  @Test
  void writesRandomValues() {
    Image bytes = white();
    RandomErasing.of(1).withScale(0.3, 0.3).withRandom().apply(bytes, draws);
    assertThat(Arrays.equals(bytes.bytes(), white().bytes())).isFalse();
    Image floats = white();
    floats.floats();
    RandomErasing.of(1).withScale(0.3, 0.3).withRandom().apply(floats, draws);
    int negative = 0;
    for (int i = 0; i < SHAPE.size(); i++) {
      negative += floats.floats()[i] < 0 ? 1 : 0;
    }
    assertThat(negative / (0.3 * SHAPE.size())).isCloseTo(0.5, within(0.07));
  }

  @Test
  void cutoutIsCutOffByTheBorder() {
    int[] heights = new int[9];
    for (int i = 0; i < 20_000; i++) {
      Image image = white();
      Cutout.of(8).apply(image, draws);
      int[] rectangle = erased(image);
      assertThat(rectangle[2]).isBetween(4, 8);
      heights[rectangle[2]]++;
    }
    // Of 40 rows, 33 have room for all 8 above and below.
    assertThat(heights[8] / 20_000.0).isCloseTo(33 / 40.0, within(0.015));
    assertThat(heights[4] / 20_000.0).isCloseTo(1 / 40.0, within(0.006));
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> RandomErasing.of(1).withScale(0.5, 0.2))
        .hasMessage("scale is [0.5, 0.2]: the first number must not be above the second");
    assertThatThrownBy(() -> RandomErasing.of(1).withValue(1.0, 2.0).output(SHAPE))
        .hasMessage(
            "value has 2 numbers, but the images have 3 channels: give one a channel, or one for all");
    assertThatThrownBy(
            () -> RandomErasing.of(1).withScale(0.1, 0.1).withValue(-1.0).apply(white(), draws))
        .hasMessageContaining("value is -1.0")
        .hasMessageContaining("put the transform after Normalize");
  }
}
