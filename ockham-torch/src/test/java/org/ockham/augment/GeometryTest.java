package org.ockham.augment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ockham.tensor.RandomKey;

/** Geometric transforms on images small enough to see. */
final class GeometryTest {
  private static final ImageShape THREE = new ImageShape(1, 3, 3);

  private static Draws draws(long seed) {
    return Draws.of(RandomKey.of(seed));
  }

  private static int[] pixels(Image image) {
    byte[] bytes = image.pixels();
    int[] pixels = new int[image.shape().size()];
    Arrays.setAll(pixels, i -> bytes[i] & 0xFF);
    return pixels;
  }

  private static Image of(int height, int width, int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return Image.of(new ImageShape(1, height, width), bytes);
  }

  private static Image counting() {
    return of(3, 3, 0, 1, 2, 3, 4, 5, 6, 7, 8);
  }

  private static Image filled(int height, int width, int value) {
    byte[] bytes = new byte[height * width];
    Arrays.fill(bytes, (byte) value);
    return Image.of(new ImageShape(1, height, width), bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "33, 7, 67, 21, 35",
    "5, 3, 90, 3, 5",
    "5, 3, 45, 7, 7",
    "4, 3, 45, 6, 5",
    "32, 32, 45, 46, 46",
    "32, 32, 30, 44, 44",
    "11, 17, -10.9, 15, 19",
    "200, 150, 0, 200, 150"
  })
  void expandsToTheSmallestCanvasThatHoldsAll(
      int width, int height, double angle, int newWidth, int newHeight) {
    for (double[] center : new double[][] {null, {1.2, 4.9}}) {
      Image image = filled(height, width, 1);
      image.rotate(angle, Interpolation.NEAREST, true, center, 0);
      assertThat(image.shape()).isEqualTo(new ImageShape(1, newHeight, newWidth));
    }
  }

  @Test
  void turnsAnticlockwiseByAPositiveAngle() {
    for (Interpolation interpolation : List.of(Interpolation.NEAREST, Interpolation.BILINEAR)) {
      for (boolean expand : new boolean[] {false, true}) {
        Image image = counting();
        image.rotate(90, interpolation, expand, null, 0);
        assertThat(pixels(image)).containsExactly(2, 5, 8, 1, 4, 7, 0, 3, 6);
      }
    }
  }

  @Test
  void leavesAnImageTurnedByNothingAsItIs() {
    byte[] bytes = new byte[200 * 150];
    new java.util.SplittableRandom(3).nextBytes(bytes);
    for (boolean expand : new boolean[] {false, true}) {
      Image image = Image.of(new ImageShape(1, 150, 200), bytes);
      image.rotate(0, Interpolation.BILINEAR, expand, null, 0);
      assertThat(image.shape()).isEqualTo(new ImageShape(1, 150, 200));
      assertThat(Arrays.copyOf(image.bytes(), bytes.length)).isEqualTo(bytes);
    }
  }

  @Test
  void fillsTheCornersThatATurnedImageLeaves() {
    Image image = filled(4, 4, 200);
    image.rotate(45, Interpolation.NEAREST, false, null, 7);
    assertThat(pixels(image))
        .containsExactly(7, 200, 200, 7, 200, 200, 200, 200, 200, 200, 200, 200, 7, 200, 200, 7);
  }

  @Test
  void blendsAnEdgeWithTheFillOnce() {
    Image image = filled(3, 3, 100);
    image.affine(0, new double[] {0.25, 0}, 1, new double[2], Interpolation.BILINEAR, 200, null);
    assertThat(pixels(image)).containsExactly(125, 100, 100, 125, 100, 100, 125, 100, 100);
  }

  @Test
  void movesScalesAndShearsAsSaid() {
    Image moved = counting();
    moved.affine(0, new double[] {1, 1}, 1, new double[2], Interpolation.NEAREST, 9, null);
    assertThat(pixels(moved)).containsExactly(9, 9, 9, 9, 0, 1, 9, 3, 4);
    Image large = counting();
    large.affine(0, new double[2], 3, new double[2], Interpolation.NEAREST, 9, null);
    assertThat(pixels(large)).containsOnly(4);
    Image minute = counting();
    minute.affine(0, new double[2], 1e-300, new double[2], Interpolation.BILINEAR, 9, null);
    assertThat(pixels(minute)).containsExactly(9, 9, 9, 9, 4, 9, 9, 9, 9);
    assertThatThrownBy(() ->
            counting().affine(0, new double[2], 0, new double[2], Interpolation.NEAREST, 0, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("scale is 0.0: it must be above 0 and finite");
  }

  @ParameterizedTest
  @CsvSource({
    "0 0 0 255 0 0 0 0, 45.536, 27.321, 0, 0",
    "255 0 0 0 0 0 0 0, 45.536, 0, 0, 0",
    "255 0 255 0 255 0 255 0, 136.607, 118.393, 127.5, 127.5"
  })
  void averagesPixelsThatBecomeOneUnlessAskedNotTo(
      String row, double left, double right, double sharpLeft, double sharpRight) {
    int[] values = Arrays.stream(row.split(" ")).mapToInt(Integer::parseInt).toArray();
    for (boolean antialias : new boolean[] {true, false}) {
      double[] expected =
          antialias ? new double[] {left, right} : new double[] {sharpLeft, sharpRight};
      Resize resize = Resize.of(1, 2).withAntialias(antialias);
      Image bytes = of(1, 8, values);
      resize.apply(bytes, draws(0));
      Image floats = of(1, 8, values);
      floats.floats();
      resize.apply(floats, draws(0));
      for (int i = 0; i < 2; i++) {
        assertThat((double) pixels(bytes)[i]).isEqualTo(Math.floor(expected[i] + 0.5));
        assertThat(floats.floats()[i] * 255.0).isCloseTo(expected[i], within(1e-3));
      }
    }
    assertThat(Resize.of(1, 2).antialias()).isTrue();
    assertThat(RandomResizedCrop.of(2).antialias()).isTrue();
  }

  @Test
  void resizesTheShorterSideAndBoundsTheLonger() {
    ImageShape wide = new ImageShape(3, 100, 250);
    assertThat(Resize.of(33).output(wide)).isEqualTo(new ImageShape(3, 33, 82));
    assertThat(Resize.of(40).withMaxSize(50).output(wide)).isEqualTo(new ImageShape(3, 20, 50));
    assertThat(Resize.of(10, 20).output(ImageShape.varying(3)))
        .isEqualTo(new ImageShape(3, 10, 20));
    assertThat(Resize.of(10).output(ImageShape.varying(3))).isEqualTo(ImageShape.varying(3));
    assertThatThrownBy(() -> Resize.of(40).withMaxSize(40))
        .hasMessage(
            "maxSize is 40 and size [40]: it is for a size of one number, and must be above that");
  }

  @Test
  void refusesToMirrorMoreThanThereIs() {
    assertThatThrownBy(() -> Pad.of(3).withPaddingMode(PaddingMode.REFLECT).output(THREE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "paddingMode REFLECT is to add 3 columns to 3, but has at most 2 to add: take less padding, or another paddingMode");
    assertThatThrownBy(() -> RandomCrop.of(3)
            .withPadding(3)
            .withPaddingMode(PaddingMode.REFLECT)
            .apply(counting(), draws(0)))
        .hasMessageContaining("REFLECT is to add 3");
    Image image = counting();
    Pad.of(2).withPaddingMode(PaddingMode.REFLECT).apply(image, draws(0));
    assertThat(Arrays.copyOf(pixels(image), 7)).containsExactly(8, 7, 6, 7, 8, 7, 6);
  }

  @Test
  void padsEachSideByItsOwn() {
    Pad pad = new Pad(List.of(1, 0, 0, 2), 5, PaddingMode.CONSTANT);
    assertThat(pad.output(THREE)).isEqualTo(new ImageShape(1, 5, 4));
    Image image = counting();
    pad.apply(image, draws(0));
    assertThat(pixels(image))
        .containsExactly(5, 0, 1, 2, 5, 3, 4, 5, 5, 6, 7, 8, 5, 5, 5, 5, 5, 5, 5, 5);
  }

  @Test
  void cropsCornersAndMiddle() {
    List<Image> five = FiveCrop.of(2).crops(counting());
    assertThat(five.stream().map(GeometryTest::pixels).map(Arrays::toString))
        .containsExactly(
            "[0, 1, 3, 4]", "[1, 2, 4, 5]", "[3, 4, 6, 7]", "[4, 5, 7, 8]", "[0, 1, 3, 4]");
    List<Image> ten = TenCrop.of(2).crops(counting());
    assertThat(ten).hasSize(10);
    assertThat(pixels(ten.get(5))).containsExactly(2, 1, 5, 4);
    assertThat(pixels(new TenCrop(2, 2, true).crops(counting()).get(5)))
        .containsExactly(6, 7, 3, 4);
    assertThatThrownBy(() -> FiveCrop.of(4).crops(counting()))
        .hasMessageContaining("4x4")
        .hasMessageContaining("3x3");
  }

  @Test
  void drawsWindowsOfTheSharesAndProportionsAskedFor() {
    RandomResizedCrop crop = RandomResizedCrop.of(6).withInterpolation(Interpolation.NEAREST);
    Set<String> seen = new HashSet<>();
    for (int seed = 0; seed < 200; seed++) {
      byte[] pixels = new byte[30 * 20];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) (i / 20 * 8 + i % 20);
      }
      Image image = Image.of(new ImageShape(1, 30, 20), pixels);
      crop.apply(image, draws(seed));
      assertThat(image.shape()).isEqualTo(crop.output(THREE));
      seen.add(Arrays.toString(pixels(image)));
    }
    assertThat(seen).hasSizeGreaterThan(150);
    Image narrow = filled(100, 2, 3);
    RandomResizedCrop.of(2).withScale(1, 1).apply(narrow, draws(0));
    assertThat(pixels(narrow)).containsOnly(3);
  }

  @Test
  void takesFloatsAndLeavesNormalizationForTheEndWhereItCan() {
    Image flipped = counting();
    Normalize normalize = Normalize.of(0.5, 0.5);
    normalize.apply(flipped, draws(0));
    RandomHorizontalFlip.of(1).apply(flipped, draws(0));
    assertThat(flipped.isFloat()).isFalse();
    assertThat(flipped.floats()[0]).isEqualTo((2 / 255f - 0.5f) / 0.5f);
    Image padded = counting();
    normalize.apply(padded, draws(0));
    Pad.of(1).withFill(51).apply(padded, draws(0));
    assertThat(padded.floats()[0]).as("the fill comes after normalization").isEqualTo(51 / 255f);
    assertThat(padded.floats()[6]).isEqualTo((0 / 255f - 0.5f) / 0.5f);
    Image turned = counting();
    normalize.apply(turned, draws(0));
    turned.rotate(90, Interpolation.BILINEAR, false, null, 0);
    assertThat(turned.floats()[0]).isEqualTo((2 / 255f - 0.5f) / 0.5f);
  }

  @Test
  void movesCornersInwardsOnly() {
    for (int seed = 0; seed < 300; seed++) {
      for (int side : new int[] {1, 2, 3, 4, 5, 32}) {
        Image image = filled(side, side + seed % 3, 255);
        RandomPerspective.of(1, 1)
            .withInterpolation(Interpolation.NEAREST)
            .apply(image, draws(seed));
        assertThat(pixels(image)).contains(255);
      }
    }
    assertThatThrownBy(() -> counting()
            .perspective(
                new double[][] {{0, 0}, {1, 0}, {1, 1}, {0, 1}},
                new double[][] {{0, 0}, {1, 1}, {2, 2}, {0, 1}},
                Interpolation.NEAREST,
                0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("three of them lie on one line");
  }

  @Test
  void displacesNeighboursAlike() {
    float[] noise = new float[33 * 33];
    noise[16 * 33 + 16] = 1;
    float[] smooth = SmoothField.smooth(noise, 33, 33, 2, 1);
    double sum = 0;
    for (float value : smooth) {
      sum += value;
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
    double expected = 1 / (2 * Math.PI * 2);
    assertThat((double) smooth[16 * 33 + 16]).isCloseTo(expected, within(1e-3));
    assertThat((double) smooth[16 * 33 + 18]).isCloseTo(expected * Math.exp(-0.5), within(1e-3));
    assertThat((double) smooth[18 * 33 + 16]).isCloseTo(expected * Math.exp(-2), within(1e-3));
    Image same = counting();
    ElasticTransform.of(0, 5).apply(same, draws(0));
    assertThat(pixels(same)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    Image displaced = counting();
    ElasticTransform.of(50, 0.5).apply(displaced, draws(0));
    assertThat(pixels(displaced)).isNotEqualTo(new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8});
  }

  @Test
  void refusesSettingsInOneSentence() {
    assertThatThrownBy(() -> RandomRotation.of(-1))
        .hasMessage("degrees is -1.0: it must be at least 0 and finite");
    assertThatThrownBy(() -> RandomRotation.of(1).withInterpolation(Interpolation.BICUBIC))
        .hasMessage("interpolation is BICUBIC, but that is for Resize: take NEAREST or BILINEAR");
    assertThatThrownBy(() -> RandomAffine.of(1).withScale(2, 1))
        .hasMessage("scale is [2.0, 1.0]: the first number must not be above the second");
    assertThatThrownBy(() -> RandomAffine.of(1).withTranslate(0, 1.5))
        .hasMessage("translate is 1.5: it must lie in [0.0, 1.0]");
    assertThatThrownBy(() -> new Pad(List.of(1, 2, 3), 0, PaddingMode.EDGE))
        .hasMessage("padding has 3 numbers, [1, 2, 3]: it must have 1, 2 or 4");
  }

  @Test
  void placesAnImageOnALargerCanvas() {
    for (int seed = 0; seed < 50; seed++) {
      Image image = filled(3, 5, 255);
      RandomZoomOut.of(1, 4).apply(image, draws(seed));
      assertThat(image.height()).isBetween(3, 12);
      assertThat(image.width()).isBetween(5, 20);
      assertThat(Arrays.stream(pixels(image)).filter(pixel -> pixel == 255).count())
          .isEqualTo(15);
    }
  }

  @Test
  void givesBuffersOfTheKindThatTheImageIs() {
    Image normalized = counting();
    Normalize.of(0.5, 0.5).apply(normalized, draws(0));
    assertThatThrownBy(() -> normalized.back(THREE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("put it before Normalize");
    float[] back = normalized.backFloats(new ImageShape(1, 1, 2));
    back[0] = 0.25f;
    back[1] = 4;
    normalized.swap();
    assertThat(normalized.isFloat()).isTrue();
    assertThat(normalized.shape()).isEqualTo(new ImageShape(1, 1, 2));
    assertThat(normalized.floats()).startsWith(0.25f, 4);
    Image bytes = counting();
    System.arraycopy(new float[] {1, 2}, 0, bytes.backFloats(new ImageShape(1, 1, 2)), 0, 2);
    bytes.swap();
    assertThat(bytes.floats()).startsWith(1, 2);
    Image floats = counting();
    floats.floats();
    assertThatThrownBy(() -> floats.back(THREE)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesOperationsThatCannotBe() {
    Image image = counting();
    assertThatThrownBy(() -> image.table(new byte[255]))
        .hasMessage("a table has 255 entries: it must have 256, one for each value");
    assertThatThrownBy(() -> image.table(new byte[256], new byte[256]))
        .hasMessage(
            "2 tables were given for an image of 1 channels: give one a channel, or one for all");
    assertThatThrownBy(() -> image.pad(0, 0, -1, 0, PaddingMode.CONSTANT, 0))
        .hasMessage("right is -1: it must be at least 0");
    assertThatThrownBy(() -> image.crop(1, 0, Integer.MAX_VALUE, 1))
        .hasMessageContaining("does not lie in an image of 3x3");
    double[][] four = {{0, 0}, {1, 0}, {1, 1}, {0, 1}};
    assertThatThrownBy(() ->
            image.perspective(four, new double[][] {{0, 0}, {1, 0}}, Interpolation.NEAREST, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[[0.0, 0.0], [1.0, 0.0]] was given: give four");
    assertThat(pixels(image)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThatThrownBy(() -> RandomZoomOut.of(1, 1e6))
        .hasMessage("sideRange is 1000000.0: it must lie in [1.0, 100.0]");
    assertThatThrownBy(() -> ElasticTransform.of(50, 1e9))
        .hasMessage("sigma is 1.0E9: it must lie in [0.0, 1000.0]");
  }

  @Test
  void hasCopiesOfAnotherShearAndRatio() {
    assertThat(RandomAffine.of(1).withShear(8).shear()).containsExactly(-8.0, 8.0);
    assertThat(RandomResizedCrop.of(8).withRatio(1, 2).ratio()).containsExactly(1.0, 2.0);
  }
}
