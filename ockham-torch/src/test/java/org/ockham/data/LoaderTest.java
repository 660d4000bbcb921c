package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.tensor.DType;
import org.ockham.tensor.Device;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

class LoaderTest {
  private final Loader loader =
      Loader.over(new Samples.Numbered(103)).batch(10).shuffle(true).seed(9);

  /** What one batch held. */
  private record Seen(int size, List<Float> input, List<Long> target) {}

  private static List<Seen> all(Epoch epoch) {
    List<Seen> seen = new ArrayList<>();
    try (epoch) {
      while (epoch.hasNext()) {
        try (Scope scope = Scope.open()) {
          Batch batch = epoch.next();
          List<Float> input = new ArrayList<>();
          for (float value : batch.input().toFloats()) {
            input.add(value);
          }
          seen.add(new Seen(
              batch.size(),
              input,
              Arrays.stream(batch.target().toLongs()).boxed().toList()));
        }
      }
    }
    return seen;
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(Thread::isAlive)
        .map(Thread::getName)
        .filter(name -> name.startsWith("ockham-loader"))
        .toList();
  }

  @AfterEach
  void noThreadIsLeft() {
    assertThat(threads()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "2, 2", "4, 4", "9, 3", "50, 4"})
  void orderAndBitsNeverDependOnTheThreads(int prefetch, int workers) {
    for (long epoch = 0; epoch < 3; epoch++) {
      assertThat(all(loader.prefetch(prefetch).workers(workers).epoch(epoch)))
          .isEqualTo(all(loader.prefetch(0).epoch(epoch)));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void batchesHaveTheirShapesAndTypes(int prefetch) {
    try (Scope scope = Scope.open();
        Epoch epoch = loader.prefetch(prefetch).epoch(0)) {
      Batch batch = epoch.next();
      assertThat(batch.input().shape()).containsExactly(10, 3);
      assertThat(batch.input().dtype()).isEqualTo(DType.FLOAT32);
      assertThat(batch.target().shape()).containsExactly(10);
      assertThat(batch.target().dtype()).isEqualTo(DType.INT64);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void batchesAreBroughtToADevice(int prefetch) {
    try (Scope scope = Scope.open();
        Epoch epoch = loader.prefetch(prefetch).device(Device.meta()).epoch(0)) {
      int samples = 0;
      while (epoch.hasNext()) {
        Batch batch = epoch.next();
        samples += batch.size();
        assertThat(batch.input().device()).isEqualTo(Device.meta());
        assertThat(batch.target().device()).isEqualTo(Device.meta());
        assertThat(batch.input().size(0)).isEqualTo(batch.size());
        assertThat(batch.target().dtype()).isEqualTo(DType.INT64);
      }
      assertThat(samples).isEqualTo(103);
    }
    assertThat(loader.device(Device.meta()).describe()).isEqualTo(loader.describe());
  }

  @Test
  void valuesMakeATargetOfTwoDimensions() {
    Dataset set = new Samples.Written(
        3, Targets.values(2), (i, out) -> out.values(i, i, i, i).target(i, -i));
    try (Scope scope = Scope.open();
        Epoch epoch = Loader.over(set).batch(2).epoch(0)) {
      Batch batch = epoch.next();
      assertThat(batch.input().shape()).containsExactly(2, 1, 2, 2);
      assertThat(batch.target().shape()).containsExactly(2, 2);
      assertThat(batch.target().toFloats()).containsExactly(0, 0, 1, -1);
      assertThat(epoch.next().target().toFloats()).containsExactly(2, -2);
    }
  }

  @Test
  void everySampleComesOnceInAnOrderOfTheEpochsOwn() {
    assertThat(loader.order(0))
        .containsExactlyInAnyOrder(IntStream.range(0, 103).toArray());
    assertThat(loader.order(0)).isEqualTo(loader.order(0)).isNotEqualTo(loader.order(1));
    assertThat(loader.order(0)).isNotEqualTo(loader.seed(10).order(0));
    assertThat(loader.shuffle(false).order(5)).isEqualTo(IntStream.range(0, 103).toArray());
    int[] read = all(loader.epoch(0)).stream()
        .flatMap(seen -> IntStream.range(0, seen.size).mapToObj(i -> seen.input.get(3 * i)))
        .mapToInt(Float::intValue)
        .toArray();
    assertThat(read).isEqualTo(loader.order(0));
  }

  @Test
  void augmentationIsDrawnPerSampleAndEpoch() {
    Loader plain = loader.shuffle(false).batch(103);
    List<Float> first = all(plain.epoch(0)).get(0).input;
    List<Float> second = all(plain.epoch(1)).get(0).input;
    assertThat(first.get(2)).isNotEqualTo(second.get(2)).isNotEqualTo(first.get(5));
    // Whatever the order or the batch, sample 7 of epoch 1 is the same.
    int place =
        IntStream.range(0, 103).filter(i -> loader.order(1)[i] == 7).findFirst().orElseThrow();
    assertThat(all(loader.batch(103).epoch(1)).get(0).input.get(3 * place + 2))
        .isEqualTo(second.get(3 * 7 + 2));
  }

  @Test
  void theLastBatchIsShortOrDropped() {
    assertThat(loader.batches()).isEqualTo(11);
    assertThat(all(loader.epoch(0))).hasSize(11).last().extracting(Seen::size).isEqualTo(3);
    assertThat(loader.dropLast(true).batches()).isEqualTo(10);
    assertThat(all(loader.dropLast(true).epoch(0))).hasSize(10).allMatch(seen -> seen.size == 10);
    assertThat(loader.batch(1000).batches()).isEqualTo(1);
    assertThat(Loader.over(new Samples.Numbered(20)).batch(10).batches()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void anEpochGoesOnWhereItStopped(int prefetch) {
    List<Seen> whole = all(loader.epoch(4));
    try (Epoch epoch = loader.epoch(4);
        Scope scope = Scope.open()) {
      epoch.next();
      epoch.next();
      assertThat(all(loader.prefetch(prefetch).epoch(4, epoch.position())))
          .isEqualTo(whole.subList(2, 11));
    }
    assertThat(all(loader.prefetch(prefetch).epoch(4, 11))).isEmpty();
    assertThatThrownBy(() -> loader.epoch(4, 12)).hasMessageContaining("batch 12");
  }

  @Test
  void afterTheLastBatchThereIsNone() {
    try (Epoch epoch = loader.batch(103).epoch(0);
        Scope scope = Scope.open()) {
      epoch.next();
      assertThat(epoch.hasNext()).isFalse();
      assertThatThrownBy(epoch::next).isInstanceOf(NoSuchElementException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 1", "4, 2", "20, 4"})
  void aSampleThatFailsEndsItsBatchAndIsNamed(int prefetch, int workers) {
    Dataset broken = new Samples.Written(40, Targets.classes(1), (i, out) -> {
      if (i == 25 || i == 31) {
        throw new IllegalStateException("disk gone");
      }
      out.values(i, i, i, i).label(0);
    });
    try (Epoch epoch =
            Loader.over(broken).batch(10).prefetch(prefetch).workers(workers).epoch(0);
        Scope scope = Scope.open()) {
      epoch.next();
      epoch.next();
      assertThatThrownBy(epoch::next)
          .isInstanceOf(DataException.class)
          .hasMessageContaining("Sample 25 could not be read")
          .hasMessageContaining("disk gone");
      assertThat(epoch.hasNext()).isFalse();
      assertThat(threads()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void aFileThatCannotBeReadIsSaidWithItsReason(int prefetch) {
    for (Exception failure : List.of(
        new NoSuchFileException("/nowhere/3.png"),
        new UncheckedIOException(new NoSuchFileException("/nowhere/3.png")))) {
      Dataset broken = new Samples.Written(
          8, Targets.classes(1), (i, out) -> LoaderTest.<RuntimeException>raise(failure));
      try (Epoch epoch = Loader.over(broken).batch(4).prefetch(prefetch).epoch(0);
          Scope scope = Scope.open()) {
        assertThatThrownBy(epoch::next)
            .isInstanceOf(DataException.class)
            .hasMessage("Sample 0 could not be read: there is no such file or directory");
      }
    }
  }

  /** As languages do that have no checked exceptions. */
  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void raise(Throwable failure) throws E {
    throw (E) failure;
  }

  @Test
  void anErrorPassesAsItIs() {
    Dataset broken = new Samples.Written(4, Targets.classes(1), (i, out) -> {
      throw new StackOverflowError("deep");
    });
    try (Epoch epoch = Loader.over(broken).epoch(0)) {
      assertThatThrownBy(epoch::next).isInstanceOf(StackOverflowError.class);
    }
  }

  @Test
  void closingEarlyEndsTheThreadsAndFreesWhatWasReadAhead() {
    Epoch epoch = loader.prefetch(6).workers(3).epoch(0);
    try (Scope scope = Scope.open()) {
      epoch.next();
    }
    epoch.close();
    assertThat(threads()).isEmpty();
    assertThat(epoch.hasNext()).isFalse();
    assertThatThrownBy(epoch::next).hasMessageContaining("closed");
    epoch.close();
  }

  @Test
  void anInterruptedConsumerIsToldAndTheThreadsEnd() throws InterruptedException {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Dataset slow = new Samples.Written(4, Targets.classes(1), (i, out) -> {
      reading.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new AssertionError("a data set's thread was interrupted", e);
      }
      out.values(i, i, i, i).label(0);
    });
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    AtomicReference<Boolean> flag = new AtomicReference<>();
    Thread consumer = new Thread(() -> {
      try (Epoch epoch = Loader.over(slow).epoch(0)) {
        epoch.next();
      } catch (CancellationException e) {
        thrown.set(e);
        flag.set(Thread.currentThread().isInterrupted());
      }
    });
    consumer.start();
    reading.await();
    consumer.interrupt();
    release.countDown();
    consumer.join();
    // Either it had to wait and was told, or the batch came first: both are right, and neither
    // leaves a thread.
    if (thrown.get() != null) {
      assertThat(flag.get()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void batchesDieWithTheScopeTheyWereTakenIn(int prefetch) {
    try (Epoch epoch = loader.prefetch(prefetch).epoch(0)) {
      Tensor taken;
      try (Scope scope = Scope.open()) {
        taken = epoch.next().input();
        assertThat(taken.numel()).isEqualTo(30);
      }
      assertThatThrownBy(taken::toFloats).isInstanceOf(RuntimeException.class);
    }
  }

  @Test
  void impossibleLoadersAreRefused() {
    assertThatThrownBy(() -> loader.batch(0))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("batch 0");
    assertThatThrownBy(() -> loader.prefetch(-1)).hasMessageContaining("prefetch -1");
    assertThatThrownBy(() -> loader.workers(0)).hasMessageContaining("0 workers");
    assertThatThrownBy(() -> loader.batch(104).dropLast(true)).hasMessageContaining("103 samples");
    assertThatThrownBy(() -> Loader.over(new Samples.Numbered(0)))
        .hasMessageContaining("0 samples");
  }
}
