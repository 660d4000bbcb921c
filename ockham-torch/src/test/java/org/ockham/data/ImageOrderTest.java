package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.ockham.augment.Compose;
import org.ockham.augment.Normalize;
import org.ockham.augment.Pad;
import org.ockham.augment.PaddingMode;
import org.ockham.augment.RandomCrop;
import org.ockham.augment.RandomErasing;
import org.ockham.augment.RandomHorizontalFlip;
import org.ockham.augment.RandomRotation;
import org.ockham.augment.Transform;
import org.ockham.tensor.MemoryFormat;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/** A loader's batches in channels-last hold what those in the usual order hold. */
final class ImageOrderTest {
  private static final int IMAGES = 23;

  private static ImageDataset images(int channels) {
    byte[] pixels = new byte[IMAGES * channels * 8 * 6];
    new SplittableRandom(1).nextBytes(pixels);
    return ImageDataset.of(channels, 8, 6, pixels, new int[IMAGES], Targets.classes(2));
  }

  /** Each way in which an input comes to its batch. */
  private static Map<String, Dataset> datasets() {
    Normalize normalize = Normalize.of(new double[] {0.4, 0.5, 0.6}, new double[] {0.2, 0.3, 0.4});
    Transform crop = RandomCrop.of(6).withPadding(2);
    Transform flip = RandomHorizontalFlip.of(0.5);
    Map<String, Dataset> sets = new LinkedHashMap<>();
    sets.put("bytes", images(3));
    sets.put(
        "normalised",
        images(3).normalized(new float[] {0.4f, 0.5f, 0.6f}, new float[] {0.2f, 0.3f, 0.4f}));
    sets.put("one channel", images(1));
    sets.put("four channels", images(4));
    sets.put("cropped, flipped", images(3).transformed(Compose.of(crop, flip)));
    sets.put(
        "cropped, flipped, normalised", images(3).transformed(Compose.of(crop, flip, normalize)));
    sets.put(
        "mirrored borders",
        images(3)
            .transformed(Compose.of(Pad.of(2).withPaddingMode(PaddingMode.REFLECT), normalize)));
    sets.put(
        "turned, normalised", images(3).transformed(Compose.of(RandomRotation.of(30), normalize)));
    sets.put("normalised first", images(3).transformed(Compose.of(normalize, crop)));
    sets.put("floats", images(3).transformed(Compose.of(normalize, RandomErasing.of(1))));
    float[] values = new float[IMAGES * 3 * 4 * 5];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    sets.put(
        "values",
        ArrayDataset.of(values, new long[] {3, 4, 5}, new int[IMAGES], Targets.classes(2)));
    sets.put(
        "no images",
        ArrayDataset.of(values, new long[] {12, 5}, new int[IMAGES], Targets.classes(2)));
    return sets;
  }

  @TestFactory
  Stream<DynamicTest> holdTheSame() {
    return datasets().entrySet().stream()
        .map(set -> DynamicTest.dynamicTest(set.getKey(), () -> {
          Loader usual =
              Loader.over(set.getValue()).batch(5).shuffle(true).seed(3).prefetch(0);
          for (int prefetch : new int[] {0, 2}) {
            assertSame(usual, usual.prefetch(prefetch).memoryFormat(MemoryFormat.CHANNELS_LAST));
          }
        }));
  }

  private static void assertSame(Loader usual, Loader last) {
    boolean images = usual.dataset().inputShape().length == 3;
    try (Epoch one = usual.epoch(1);
        Epoch other = last.epoch(1)) {
      while (one.hasNext()) {
        try (Scope scope = Scope.open()) {
          Tensor expected = one.next().input();
          Tensor actual = other.next().input();
          assertThat(expected.isContiguous()).isTrue();
          assertThat(actual.shape()).isEqualTo(expected.shape());
          assertThat(actual.toFloats()).containsExactly(expected.toFloats());
          if (images) {
            assertThat(actual.isContiguous(MemoryFormat.CHANNELS_LAST)).isTrue();
            assertThat(actual.stride()[1])
                .isEqualTo(1); // of one channel too, or the engine sees none
          } else {
            assertThat(actual.isContiguous()).isTrue();
          }
        }
      }
      assertThat(other.hasNext()).isFalse();
    }
  }

  @Test
  void aBatchMayChangeFromBytesToFloats() {
    ImageDataset bytes = images(3);
    ImageDataset normal =
        bytes.normalized(new float[] {0.4f, 0.5f, 0.6f}, new float[] {0.2f, 0.3f, 0.4f});
    Dataset mixed = new Dataset() {
      @Override
      public int size() {
        return IMAGES;
      }

      @Override
      public long[] inputShape() {
        return bytes.inputShape();
      }

      @Override
      public Targets targets() {
        return bytes.targets();
      }

      @Override
      public void read(int index, SampleWriter out) {
        (index % 2 == 0 ? bytes : normal).read(index, out);
      }
    };
    Loader loader = Loader.over(mixed).batch(10);
    assertSame(loader, loader.memoryFormat(MemoryFormat.CHANNELS_LAST));
  }

  @Test
  void theStateOfALoaderDoesNotNameIt() {
    Loader loader = Loader.over(images(3)).batch(5);
    try (Epoch epoch = loader.epoch(0);
        Epoch same = loader.memoryFormat(MemoryFormat.CHANNELS_LAST).epoch(0)) {
      assertThat(same.state()).isEqualTo(epoch.state());
    }
    assertThatThrownBy(() -> loader.memoryFormat(MemoryFormat.CHANNELS_LAST_3D))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("CHANNELS_LAST_3D");
  }
}
