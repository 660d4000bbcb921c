package org.ockham.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ockham.tensor.RandomKey;

/** What holds for each transform of colours, and for the policies. */
class EveryColourTest {

  static List<Transform> transforms() {
    return List.of(
        RandomInvert.of(1),
        RandomPosterize.of(3).withP(1),
        RandomSolarize.of(99).withP(1),
        RandomAdjustSharpness.of(1.7).withP(1),
        RandomAutocontrast.of(1),
        RandomEqualize.of(1),
        ColorJitter.of(0.4, 0.4, 0.4, 0.3),
        Grayscale.of(1),
        Grayscale.of(3),
        RandomGrayscale.of(1),
        GaussianBlur.of(1),
        GaussianNoise.of(0.05),
        SaltAndPepper.of(0.3),
        RandomErasing.of(1),
        Cutout.of(3),
        AutoAugment.of(AutoAugmentPolicy.CIFAR10),
        AutoAugment.of(AutoAugmentPolicy.IMAGENET).withInterpolation(Interpolation.BILINEAR),
        AutoAugment.of(AutoAugmentPolicy.SVHN),
        RandAugment.of(2, 9),
        TrivialAugmentWide.of(),
        AugMix.of());
  }

  private static Image image(ImageShape shape, int seed) {
    Draws draws = Draws.of(RandomKey.of(seed));
    byte[] pixels = new byte[shape.size()];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) draws.bits();
    }
    return Image.of(shape, pixels);
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void takesGreyAndColourOfAnySizeAndGivesTheShapeItSays(Transform transform) {
    for (int channels : new int[] {1, 3}) {
      for (int[] size : new int[][] {{1, 1}, {1, 7}, {5, 1}, {2, 2}, {3, 17}, {33, 32}}) {
        ImageShape shape = new ImageShape(channels, size[0], size[1]);
        for (int seed = 0; seed < 20; seed++) {
          Image bytes = image(shape, seed);
          transform.apply(bytes, Draws.of(RandomKey.of(seed)));
          assertThat(bytes.shape()).isEqualTo(transform.output(shape));
          Image floats = image(shape, seed);
          floats.floats();
          transform.apply(floats, Draws.of(RandomKey.of(seed)));
          assertThat(floats.shape()).isEqualTo(transform.output(shape));
        }
      }
    }
  }

  static List<Transform> transformsOfAQuarter() {
    return List.of(
        RandomInvert.of(0.25),
        RandomPosterize.of(1).withP(0.25),
        RandomSolarize.of(10).withP(0.25),
        RandomAdjustSharpness.of(5).withP(0.25),
        RandomAutocontrast.of(0.25),
        RandomEqualize.of(0.25),
        RandomGrayscale.of(0.25),
        RandomErasing.of(0.25));
  }

  @ParameterizedTest
  @MethodSource("transformsOfAQuarter")
  void isDoneWithItsProbability(Transform transform) {
    ImageShape shape = new ImageShape(3, 18, 20);
    byte[] before = new byte[shape.size()];
    for (int i = 0; i < before.length; i++) {
      before[i] = (byte) (20 + (i * i) % 211);
    }
    int count = 4000;
    int changed = 0;
    Draws draws = Draws.of(RandomKey.of(8));
    for (int i = 0; i < count; i++) {
      Image image = Image.of(shape, before);
      transform.apply(image, draws);
      changed += Arrays.equals(image.bytes(), 0, before.length, before, 0, before.length) ? 0 : 1;
    }
    assertThat(changed / (double) count).isCloseTo(0.25, within(5 * Math.sqrt(0.1875 / count)));
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void isAFunctionOfImageAndDraws(Transform transform) {
    ImageShape shape = new ImageShape(3, 12, 16);
    Image used = image(new ImageShape(1, 40, 40), 1);
    transform.apply(used, Draws.of(RandomKey.of(4)));
    for (int seed = 0; seed < 20; seed++) {
      Image fresh = image(shape, seed);
      used.set(shape, image(shape, seed).bytes(), 0);
      transform.apply(fresh, Draws.of(RandomKey.of(seed)));
      transform.apply(used, Draws.of(RandomKey.of(seed)));
      int size = fresh.shape().size();
      assertThat(Arrays.copyOf(used.bytes(), size)).isEqualTo(Arrays.copyOf(fresh.bytes(), size));
    }
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void givesFloatsWhatItGivesBytesButForTheRounding(Transform transform) {
    ImageShape shape = new ImageShape(3, 12, 16);
    double distance = 0;
    int count = 0;
    for (int seed = 0; seed < 40; seed++) {
      Image bytes = image(shape, seed);
      Image floats = image(shape, seed);
      floats.floats();
      transform.apply(bytes, Draws.of(RandomKey.of(seed)));
      transform.apply(floats, Draws.of(RandomKey.of(seed)));
      for (int i = 0; i < bytes.shape().size(); i++) {
        float value = floats.floats()[i];
        assertThat(value).isBetween(0f, 1f);
        distance += Math.abs((bytes.bytes()[i] & 0xFF) - 255 * value);
        count++;
      }
    }
    // A pixel on the other side of a threshold may differ much, and posterised floats lie on other
    // steps.
    assertThat(distance / count)
        .isCloseTo(0, within(transform instanceof RandomPosterize ? 8.0 : 2.5));
  }
}
