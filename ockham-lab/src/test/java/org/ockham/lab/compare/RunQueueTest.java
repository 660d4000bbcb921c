package org.ockham.lab.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.lab.RunResult;
import org.ockham.lab.TinyRecipe;
import org.ockham.lab.cluster.ClusterException;
import org.ockham.lab.recipe.Variant;

final class RunQueueTest {

  /** On two machines: the first trains until it is interrupted, the second does not fit, as is seen after that. */
  private static final class Machines implements Runner {

    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);
    private final CompletableFuture<Boolean> wasCut = new CompletableFuture<>();

    @Override
    public List<String> open(List<Variant> variants, boolean isFolded) {
      return List.of();
    }

    @Override
    public @Nullable RunResult run(Task task, @Nullable Path part, DoubleConsumer progress) {
      try {
        if (task.seed() == 1) {
          begun.await(60, TimeUnit.SECONDS);
          throw new ClusterException("host b has other kernels.");
        }
        begun.countDown();
        wasCut.complete(interrupted.await(60, TimeUnit.SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return null;
    }

    @Override
    public void interrupt() {
      interrupted.countDown();
    }
  }

  @Test
  @DisplayName("Where a machine does not fit, nobody waits for the runs that others have under way")
  void endsAtOnce(@TempDir Path folder) throws IOException {
    Variant variant = TinyRecipe.in(folder).variant();
    Machines machines = new Machines();
    try (RunQueue queue =
        new RunQueue(machines, 2, null, new Progress(new ComparisonListener() {}))) {
      assertThatThrownBy(
              () -> queue.run(List.of(Task.of(0, variant, 0, null), Task.of(1, variant, 1, null))))
          .isInstanceOf(ClusterException.class)
          .hasMessage("host b has other kernels.");
    }
    assertThat(machines.wasCut).succeedsWithin(Duration.ofSeconds(60)).isEqualTo(true);
  }
}
