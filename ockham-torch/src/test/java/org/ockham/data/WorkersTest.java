package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.augment.Draws;
import org.ockham.augment.Image;
import org.ockham.augment.RandomCrop;
import org.ockham.augment.RandomHorizontalFlip;
import org.ockham.augment.RandomRotation;
import org.ockham.augment.Transform;
import org.ockham.tensor.Scope;

/** Every sample draws its own random numbers in every epoch, whichever worker reads it. */
class WorkersTest {
  private static final int COPIES = 64;
  private static final int SIDE = 48;
  private static final int WINDOW = 16;

  /** Copies of one image, whose rows and columns can be told from a pixel's two channels. */
  private static ImageDataset copies() {
    byte[] pixels = new byte[COPIES * 2 * SIDE * SIDE];
    for (int i = 0; i < COPIES; i++) {
      for (int p = 0; p < SIDE * SIDE; p++) {
        pixels[2 * i * SIDE * SIDE + p] = (byte) (p / SIDE);
        pixels[(2 * i + 1) * SIDE * SIDE + p] = (byte) (p % SIDE);
      }
    }
    int[] labels = IntStream.range(0, COPIES).toArray();
    return ImageDataset.of(2, SIDE, SIDE, pixels, labels, Targets.classes(COPIES));
  }

  /** What was drawn for a sample: where it was cut, whether it was mirrored, and a mark of 32 bits. */
  private record Drawn(int sample, int top, int left, boolean mirrored, int mark) {
    Drawn without(int sample) {
      return new Drawn(sample, top, left, mirrored, mark);
    }
  }

  /** Writes what it draws over the first pixels of the image. */
  private static final Transform MARK = new Transform() {
    @Override
    public void apply(Image image, Draws draws) {
      long bits = draws.bits();
      for (int i = 0; i < 4; i++) {
        image.bytes()[i] = (byte) (bits >>> (8 * i));
      }
    }
  };

  private static Loader loader(int workers) {
    Dataset set = copies().transformed(RandomCrop.of(WINDOW), RandomHorizontalFlip.of(0.5), MARK);
    return Loader.over(set)
        .batch(7)
        .shuffle(true)
        .seed(11)
        .prefetch(2 * workers)
        .workers(workers);
  }

  private static List<Drawn> drawn(Epoch epoch, int batches) {
    List<Drawn> drawn = new ArrayList<>();
    for (int b = 0; b < batches && epoch.hasNext(); b++) {
      try (Scope scope = Scope.open()) {
        Batch batch = epoch.next();
        float[] input = batch.input().toFloats();
        long[] labels = batch.target().toLongs();
        int area = WINDOW * WINDOW;
        for (int i = 0; i < batch.size(); i++) {
          int image = 2 * i * area;
          int mark = 0;
          for (int p = 0; p < 4; p++) {
            mark = (mark << 8) | Math.round(255 * input[image + p]);
          }
          // The second row, which no mark was written over.
          int top = Math.round(255 * input[image + WINDOW]) - 1;
          int first = Math.round(255 * input[image + area + WINDOW]);
          int second = Math.round(255 * input[image + area + WINDOW + 1]);
          boolean mirrored = second < first;
          drawn.add(new Drawn(
              (int) labels[i], top, mirrored ? first - WINDOW + 1 : first, mirrored, mark));
        }
      }
    }
    return drawn;
  }

  private static List<Drawn> drawn(Loader loader, long epoch) {
    try (Epoch pass = loader.epoch(epoch)) {
      return drawn(pass, Integer.MAX_VALUE);
    }
  }

  @Test
  void noTwoSamplesAndNoTwoEpochsDrawTheSame() {
    Set<Drawn> all = new HashSet<>();
    Set<Integer> marks = new HashSet<>();
    for (long epoch = 0; epoch < 3; epoch++) {
      List<Drawn> drawn = drawn(loader(2), epoch);
      assertThat(drawn).hasSize(COPIES);
      drawn.forEach(sample -> {
        all.add(sample.without(0));
        marks.add(sample.mark);
      });
      assertThat(drawn).anyMatch(Drawn::mirrored).anyMatch(sample -> !sample.mirrored);
    }
    assertThat(all).hasSize(3 * COPIES);
    assertThat(marks).hasSize(3 * COPIES);
    assertThat(all.stream().map(Drawn::top).distinct().count()).isGreaterThan(25);
    assertThat(all.stream().map(Drawn::left).distinct().count()).isGreaterThan(25);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void theWorkersAndAStopInMidEpochChangeNothing(int workers) {
    Loader alone = loader(1).prefetch(0);
    for (long epoch = 0; epoch < 3; epoch++) {
      List<Drawn> expected = drawn(alone, epoch);
      assertThat(drawn(loader(workers), epoch)).isEqualTo(expected);
      List<Drawn> resumed;
      LoaderState state;
      try (Epoch stopped = loader(workers).epoch(epoch)) {
        resumed = drawn(stopped, 4);
        state = LoaderState.fromJson(stopped.state().toJson());
      }
      try (Epoch rest = loader(workers).epoch(state)) {
        resumed.addAll(drawn(rest, Integer.MAX_VALUE));
      }
      assertThat(resumed).isEqualTo(expected);
    }
  }

  @Test
  void theOrderOfTheSamplesDoesNotChangeWhatTheyDraw() {
    Set<Drawn> shuffled = new HashSet<>(drawn(loader(2), 1));
    Set<Drawn> inOrder = new HashSet<>(drawn(loader(2).shuffle(false).batch(64), 1));
    assertThat(inOrder).isEqualTo(shuffled);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8})
  void batchesOfRotatedImagesHaveTheSameBitsWithAnyNumberOfWorkers(int workers) {
    Dataset rotated = Glyphs.of(3, 50).transformed(RandomRotation.of(45));
    Loader one = Loader.over(rotated).batch(8).shuffle(true).seed(2).prefetch(0);
    for (long epoch = 0; epoch < 3; epoch++) {
      try (Epoch expected = one.epoch(epoch);
          Epoch other = one.prefetch(workers).workers(workers).epoch(epoch)) {
        while (expected.hasNext()) {
          try (Scope scope = Scope.open()) {
            assertThat(other.next().input().equal(expected.next().input())).isTrue();
          }
        }
        assertThat(other.hasNext()).isFalse();
      }
    }
  }
}
