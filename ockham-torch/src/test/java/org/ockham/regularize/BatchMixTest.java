package org.ockham.regularize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.ockham.data.ArrayDataset;
import org.ockham.data.Batch;
import org.ockham.data.Epoch;
import org.ockham.data.Loader;
import org.ockham.data.Targets;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Scope;

/** Batches of any size are mixed, the last and smallest too. */
final class BatchMixTest {
  private static final int AREA = 6 * 9;

  /** Five images; all pixels of image i are i + 1, and its class is i. */
  private static final ArrayDataset IMAGES = images();

  private static ArrayDataset images() {
    float[] pixels = new float[5 * AREA];
    for (int i = 0; i < 5; i++) {
      Arrays.fill(pixels, i * AREA, (i + 1) * AREA, i + 1);
    }
    return ArrayDataset.of(
        pixels, new long[] {1, 6, 9}, new int[] {0, 1, 2, 3, 4}, Targets.classes(5));
  }

  static Stream<BatchMix> mixes() {
    return Stream.of(
        Mixup.of(0.2), Mixup.of(1), Mixup.of(1e-4), CutMix.of(0.2), CutMix.of(1), CutMix.of(1e-4));
  }

  @ParameterizedTest
  @MethodSource("mixes")
  void theLastBatchOfOneComesBackAsItIs(BatchMix mix) {
    for (int seed = 0; seed < 50; seed++) {
      RandomKey key = RandomKey.of(seed);
      try (Scope scope = Scope.open();
          Epoch epoch = Loader.over(IMAGES).batch(2).prefetch(0).epoch(0)) {
        for (int size : new int[] {2, 2, 1}) {
          Batch plain = epoch.next();
          Batch mixed = mix.apply(plain, 5, key.fold(epoch.position()));
          assertThat(mixed.size()).isEqualTo(size);
          assertThat(mixed.input().shape()).containsExactly(size, 1, 6, 9);
          assertThat(mixed.target().shape()).containsExactly(size, 5);
          assertThat(mixed.input().toFloats()).doesNotContain(Float.NaN);
          float[] target = mixed.target().toFloats();
          for (int i = 0; i < size; i++) {
            double sum = 0;
            for (int c = 0; c < 5; c++) {
              assertThat(target[5 * i + c]).isBetween(0f, 1f);
              sum += target[5 * i + c];
            }
            assertThat(sum).isCloseTo(1, within(1e-6));
          }
          if (size == 1) {
            assertThat(mixed.input().toFloats()).isEqualTo(plain.input().toFloats());
            assertThat(target).containsExactly(0, 0, 0, 0, 1);
          }
        }
        assertThat(epoch.hasNext()).isFalse();
      }
    }
  }

  @Test
  void theShareOfTheTargetIsTheShareOfThePixels() {
    int clipped = 0;
    for (int seed = 0; seed < 200; seed++) {
      try (Scope scope = Scope.open();
          Epoch epoch = Loader.over(IMAGES).batch(5).prefetch(0).epoch(0)) {
        Batch mixed = CutMix.of(1).apply(epoch.next(), 5, RandomKey.of(seed));
        float[] pixels = mixed.input().toFloats();
        float[] target = mixed.target().toFloats();
        for (int i = 0; i < 5; i++) {
          int[] counts = new int[5];
          for (int p = 0; p < AREA; p++) {
            counts[(int) pixels[i * AREA + p] - 1]++;
          }
          for (int c = 0; c < 5; c++) {
            // λ is 1 − w h / (W H) of the rectangle that is left within the image.
            assertThat(target[5 * i + c]).isCloseTo((float) counts[c] / AREA, within(1e-6f));
          }
          clipped += counts[i] == AREA ? 0 : 1;
        }
      }
    }
    assertThat(clipped).isPositive();
  }

  @Test
  void alphaZeroMixesNothing() {
    for (BatchMix mix : new BatchMix[] {Mixup.of(0), CutMix.of(0)}) {
      for (int seed = 0; seed < 20; seed++) {
        try (Scope scope = Scope.open();
            Epoch epoch = Loader.over(IMAGES).batch(5).prefetch(0).epoch(0)) {
          Batch plain = epoch.next();
          Batch mixed = mix.apply(plain, 5, RandomKey.of(seed));
          assertThat(mixed.input().toFloats()).isEqualTo(plain.input().toFloats());
          assertThat(mixed.target().toFloats())
              .isEqualTo(plain.target().oneHot(5).toFloats());
        }
      }
    }
  }
}
