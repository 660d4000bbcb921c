package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ImageDatasetTest {
  private static final Targets.Classes CLASSES = Targets.classes(2);
  private final ImageDataset two = ImageDataset.of(
      2,
      1,
      2,
      new byte[] {0, 51, 102, (byte) 153, (byte) 204, (byte) 255, 1, 2},
      new int[] {1, 0},
      CLASSES);

  @Test
  void imagesStayBytesUntilTheyAreRead() {
    assertThat(two.size()).isEqualTo(2);
    assertThat(two.inputShape()).containsExactly(2, 1, 2);
    assertThat(two.image(1)).containsExactly(204, 255, 1, 2);
    assertThat(two.label(0)).isEqualTo(1);
    assertThat(two.sample(0).input()).containsExactly(0, 0.2f, 0.4f, 0.6f);
    assertThat(two.sample(1).label()).isZero();
  }

  @Test
  void normalisationIsPerChannelAndLeavesTheOriginalAlone() {
    ImageDataset normal = two.normalized(new float[] {0.5f, 0.4f}, new float[] {0.5f, 0.2f});
    assertThat(normal.sample(0).input())
        .containsExactly(
            (0 - 0.5f) / 0.5f,
            (51 / 255f - 0.5f) / 0.5f,
            (102 / 255f - 0.4f) / 0.2f,
            (153 / 255f - 0.4f) / 0.2f);
    assertThat(two.sample(0).input()[0]).isZero();
  }

  @Test
  void theFirstAreCut() {
    assertThat(two.first(1).size()).isEqualTo(1);
    assertThat(two.first(1).image(0)).isEqualTo(two.image(0));
    assertThat(two.first(2)).isSameAs(two);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> ImageDataset.of(1, 2, 2, new byte[7], new int[2], CLASSES))
        .hasMessageContaining("have 8 bytes, but 7");
    assertThatThrownBy(() -> ImageDataset.of(1, 1, 1, new byte[1], new int[] {2}, CLASSES))
        .hasMessageContaining("label 2")
        .hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> ImageDataset.of(1, 1, 1, new byte[0], new int[0], CLASSES))
        .hasMessageContaining("0 images");
    assertThatThrownBy(() -> two.normalized(new float[1], new float[] {1}))
        .hasMessageContaining("2 channels");
    assertThatThrownBy(() -> two.image(2)).hasMessageContaining("0 to 1");
    assertThatThrownBy(() -> two.label(-1)).hasMessageContaining("image -1");
  }

  @Test
  void threeSetsMustAgree() {
    Dataset numbers = new Samples.Numbered(4);
    assertThat(DataModule.of(numbers, numbers, numbers).test()).isSameAs(numbers);
    assertThatThrownBy(() -> DataModule.of(two, numbers))
        .hasMessageContaining("validation")
        .hasMessageContaining("[3]");
    assertThatThrownBy(() -> DataModule.of(numbers, numbers).test())
        .hasMessageContaining("no test set");
  }
}
