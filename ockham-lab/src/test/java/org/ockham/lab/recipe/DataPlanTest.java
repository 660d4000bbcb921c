package org.ockham.lab.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.augment.CenterCrop;
import org.ockham.augment.Normalize;
import org.ockham.augment.RandomCrop;
import org.ockham.augment.RandomHorizontalFlip;
import org.ockham.augment.RandomZoomOut;
import org.ockham.augment.Transform;
import org.ockham.data.DataModule;
import org.ockham.data.Dataset;
import org.ockham.data.Datasets;
import org.ockham.data.NamedSet;
import org.ockham.data.Subset;
import org.ockham.data.fetch.Cache;
import org.ockham.lab.Fold;

final class DataPlanTest {

  @Test
  @DisplayName("The split has the sizes that are said, also where the shares leave some images out")
  void split() {
    DataPlan all = new DataPlan("glyphs", 0.3, 0.7, 100, 20);
    NamedSet images = all.open(Cache.in(Path.of("nowhere")));
    DataModule data = all.split(images, 1);
    assertThat(data.train().size()).isEqualTo(30);
    assertThat(data.validation().size()).isEqualTo(70);
    assertThat(data.test().size()).isEqualTo(20);
    assertThat(all.inWords())
        .isEqualTo(
            "glyphs: 30 images to train (30 %), 70 for validation (70 %), 20 for the test, looked at once at the end");

    DataModule some = new DataPlan("glyphs", 0.05, 0.25, 100, 20).split(images, 1);
    assertThat(some.train().size()).isEqualTo(5);
    assertThat(some.validation().size()).isEqualTo(25);
    assertThat(some.test().size()).isEqualTo(20);
  }

  @Test
  @DisplayName("The sizes that are said are those of the split, however the shares are rounded")
  void rounding() {
    for (double[] shares : new double[][] {{0.5, 0.5}, {0.333, 0.667}, {0.1, 0.2}, {0.8, 0.2}}) {
      for (int limit = 95; limit < 106; limit++) {
        DataPlan plan = new DataPlan("glyphs", shares[0], shares[1], limit, 20);
        DataModule data = plan.split(plan.open(Cache.in(Path.of("nowhere"))), 1);
        assertThat(plan.inWords())
            .contains(
                data.train().size() + " images to train",
                data.validation().size() + " for validation");
      }
    }
    assertThat(new DataPlan("glyphs", 0.5, 0.5, 101, 20).inWordsOfSearch())
        .isEqualTo("glyphs: 51 images to train (50 %), 50 for validation (50 %), 20 for the test,"
            + " which a search never looks at");
  }

  @Test
  @DisplayName(
      "Folds cut what training and validation have: each image is tested on once, and never trained on then")
  void folds() {
    DataPlan plan = new DataPlan("glyphs", 0.3, 0.2, 101, 20);
    NamedSet images = plan.open(Cache.in(Path.of("nowhere")));
    assertThat(plan.inWords(3))
        .isEqualTo(
            "glyphs: 51 images in 3 folds, each of which is tested on in turn; of the others 60 % train and"
                + " 40 % validate; the test set is not looked at");
    List<Integer> tested = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      DataModule data = plan.fold(images, 7, new Fold(i, 3));
      Set<Integer> all = new HashSet<>();
      for (Dataset part : List.of(data.train(), data.validation(), data.test())) {
        for (int j = 0; j < part.size(); j++) {
          assertThat(all.add(place(part, j))).isTrue();
        }
      }
      assertThat(all).hasSize(51);
      assertThat(data.test().size()).isEqualTo(17);
      assertThat(data.train().size()).isEqualTo(21); // 60 % of 34, rounded as always
      for (int j = 0; j < 17; j++) {
        tested.add(place(data.test(), j));
      }
    }
    DataModule split = plan.split(images, 7);
    List<Integer> pool = new ArrayList<>();
    for (Dataset part : List.of(split.train(), split.validation())) {
      for (int j = 0; j < part.size(); j++) {
        pool.add(place(part, j));
      }
    }
    assertThat(tested).containsExactlyInAnyOrderElementsOf(pool);
  }

  /** Which of all images one of a part is: through all parts of parts. */
  private static int place(Dataset part, int index) {
    Dataset each = part;
    int at = index;
    while (each instanceof Subset subset && subset.whole() instanceof Subset) {
      at = subset.indices()[at];
      each = subset.whole();
    }
    return each instanceof Subset subset ? subset.indices()[at] : at;
  }

  private static DataPlan with(List<Transform> augment, List<Transform> transforms) {
    return new DataPlan(Datasets.listing("glyphs"), 0.5, 0.5, 40, 10, augment, transforms);
  }

  @Test
  @DisplayName("Training is augmented and transformed, validation and test are transformed only")
  void transforms() {
    DataPlan raw = new DataPlan("glyphs", 0.5, 0.5, 40, 10);
    DataPlan plan = with(List.of(RandomHorizontalFlip.of(1)), List.of(Normalize.of(0.5, 0.5)));
    DataModule before = raw.split(raw.open(Cache.in(Path.of("nowhere"))), 1);
    DataModule after = plan.split(plan.open(Cache.in(Path.of("nowhere"))), 1);
    float[] training = before.train().sample(3).input();
    float[] validation = before.validation().sample(3).input();
    float[] test = before.test().sample(3).input();
    for (int y = 0; y < 28; y++) {
      for (int x = 0; x < 28; x++) {
        assertThat(after.train().sample(3).input()[y * 28 + x])
            .isEqualTo((training[y * 28 + 27 - x] - 0.5f) / 0.5f);
      }
    }
    assertThat(after.validation().sample(3).input()).isEqualTo(normalized(validation));
    assertThat(after.test().sample(3).input()).isEqualTo(normalized(test));
  }

  private static float[] normalized(float[] values) {
    float[] normalized = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      normalized[i] = (values[i] - 0.5f) / 0.5f;
    }
    return normalized;
  }

  @Test
  @DisplayName(
      "The network's input is what the transforms make, and both ways there must lead to it")
  void shapes() {
    assertThat(with(List.of(), List.of(RandomCrop.of(20))).inputShape()).containsExactly(1, 20, 20);
    assertThatThrownBy(() -> with(List.of(RandomCrop.of(20)), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("augment makes inputs of shape [1, 20, 20] to train on, but all"
            + " others have [1, 28, 28]");
    assertThatThrownBy(() -> with(List.of(RandomCrop.of(30)), List.of()))
        .hasMessageStartingWith("augment does not fit glyphs: RandomCrop takes a window of 30x30");
    assertThatThrownBy(() ->
            with(List.of(), List.of(new Normalize(List.of(0.1, 0.2, 0.3), List.of(1.0, 1.0, 1.0)))))
        .hasMessageStartingWith("transforms does not fit glyphs: Normalize has 3 means");
  }

  @Test
  @DisplayName(
      "Transforms that leave images of different sizes are refused, whatever the training images are")
  void varying() {
    RandomZoomOut varies = RandomZoomOut.of(0.5, 2);
    assertThatThrownBy(() -> with(List.of(), List.of(varies)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("transforms leaves images of different sizes, but a network needs one:"
            + " end with resize or center-crop");
    assertThatThrownBy(() -> with(List.of(varies), List.of()))
        .hasMessageStartingWith("augment makes inputs of shape [1, any, any] to train on, but all"
            + " others have [1, 28, 28]");
    assertThat(with(List.of(varies), List.of(CenterCrop.of(20))).inputShape())
        .containsExactly(1, 20, 20);
  }
}
