package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.ockham.augment.Draws;
import org.ockham.augment.Image;
import org.ockham.augment.ImageShape;
import org.ockham.augment.Normalize;
import org.ockham.augment.RandomCrop;
import org.ockham.augment.RandomHorizontalFlip;
import org.ockham.augment.Transform;
import org.ockham.tensor.Scope;

class TransformedTest {
  private final ImageDataset images = ImageDataset.of(
      1,
      2,
      3,
      new byte[] {0, 51, 102, (byte) 153, (byte) 204, (byte) 255, 1, 2, 3, 4, 5, 6},
      new int[] {1, 0},
      Targets.classes(2));

  /** Images of different sizes: the sample's index and one more is height and width. */
  private record Growing() implements Dataset {
    @Override
    public int size() {
      return 3;
    }

    @Override
    public long[] inputShape() {
      return new long[] {1, -1, -1};
    }

    @Override
    public Targets targets() {
      return Targets.values(1);
    }

    @Override
    public void read(int index, SampleWriter out) {
      int side = index + 1;
      byte[] pixels = new byte[side * side];
      Arrays.fill(pixels, (byte) 255);
      out.image(new ImageShape(1, side, side), pixels).target(index);
    }
  }

  @Test
  void changesImagesAndKeepsTargets() {
    Sample sample = images.transformed(RandomHorizontalFlip.of(1)).sample(0);
    assertThat(sample.input()).containsExactly(0.4f, 0.2f, 0f, 1f, 0.8f, 0.6f);
    assertThat(sample.label()).isEqualTo(1);
  }

  @Test
  void normalizesLastWithTheBitsOfTheFormula() {
    float[] input = images
        .transformed(RandomHorizontalFlip.of(0), Normalize.of(0.5, 0.5))
        .sample(0)
        .input();
    for (int i = 0; i < 6; i++) {
      assertThat(input[i]).isEqualTo((51 * i / 255f - 0.5f) / 0.5f);
    }
  }

  @Test
  void givesBatchesOfTheNewShapeWithTheBitsOfItsSamples() {
    Transformed padded = images.transformed(
        new RandomCrop(4, 4, 2, false, 0, org.ockham.augment.PaddingMode.CONSTANT),
        Normalize.of(0.25, 0.5));
    assertThat(padded.inputShape()).containsExactly(1, 4, 4);
    try (Scope scope = Scope.open();
        Epoch epoch = Loader.over(padded).batch(2).prefetch(0).epoch(0)) {
      Batch batch = epoch.next();
      assertThat(batch.input().shape()).containsExactly(2, 1, 4, 4);
      float[] both = batch.input().toFloats();
      for (int i = 0; i < 2; i++) {
        assertThat(padded.sample(i).input())
            .containsExactly(Arrays.copyOfRange(both, 16 * i, 16 * i + 16));
      }
    }
  }

  @Test
  void takesImagesOfDifferentSizesOnceATransformGivesThemOne() {
    assertThatThrownBy(() -> Loader.over(new Growing()).prefetch(0).epoch(0).next())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("different sizes");
    Transformed cropped = new Growing().transformed(RandomCrop.of(1));
    assertThat(cropped.sample(2).input()).containsExactly(1f);
    assertThat(cropped.sample(2).target()).containsExactly(2f);
  }

  @Test
  void saysWhichImageATransformDoesNotFit() {
    Transformed cropped = new Growing().transformed(RandomCrop.of(2));
    assertThat(cropped.sample(1).input()).hasSize(4);
    assertThatThrownBy(() -> cropped.sample(0))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(
            "Sample 0: the transform does not fit: RandomCrop takes a window of 2x2, but the images are 1x1");
  }

  @Test
  void isTransformedOnceMoreWithDrawsOfItsOwn() {
    Transform drawing = new Transform() {
      @Override
      public void apply(Image image, Draws draws) {
        image.bytes()[0] = (byte) (image.bytes()[0] ^ (byte) draws.bits());
      }
    };
    int same = 0;
    ImageDataset black = ImageDataset.of(1, 1, 1, new byte[20], new int[20], Targets.classes(1));
    Transformed twice = black.transformed(drawing).transformed(drawing);
    for (int i = 0; i < 20; i++) {
      same += twice.sample(i).input()[0] == 0 ? 1 : 0;
    }
    assertThat(same).as("the second would undo the first if both drew the same").isLessThan(5);
  }

  @Test
  void refusesATransformThatDoesNotFit() {
    assertThatThrownBy(() -> images.transformed(RandomCrop.of(5)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "The transform does not fit: RandomCrop takes a window of 5x5, but the images are 2x3 with 0 of padding on each"
                + " side: take a smaller window, or set padIfNeeded.");
    assertThatThrownBy(
            () -> images.transformed(Normalize.of(new double[3], new double[] {1, 1, 1})))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("3 means")
        .hasMessageContaining("1 channels");
  }
}
