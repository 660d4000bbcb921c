package org.ockham.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ThreadsTest {

  /** Not a constant, so that it is the processor that halves it. */
  private volatile double leastNormal = Double.MIN_NORMAL;

  @AfterEach
  void one() {
    Threads.of(1).use();
  }

  @Test
  void bothPoolsStartAtOneAndAreSetTogether() {
    assertThat(Threads.current()).isEqualTo(new Threads(1, 1));
    new Threads(2, 2).use();
    assertThat(Threads.current()).isEqualTo(new Threads(2, 2));
    Threads.of(2).use();
    assertThat(Threads.current()).isEqualTo(new Threads(2, 1));
  }

  @Test
  void whoComputesAloneLeavesTheProcessItsThreads() {
    new Threads(2, 2).use();
    Threads.alone();
    assertThat(Threads.current()).isEqualTo(new Threads(1, 2));
  }

  @Test
  void theResultIsTheSame() {
    Tensor a = Tensor.randn(Generator.seeded(1), 200, 300);
    Tensor b = Tensor.randn(Generator.seeded(2), 300, 100);
    Tensor alone = a.matmul(b);
    new Threads(2, 2).use();
    assertThat(a.matmul(b).allclose(alone, 1e-4, 1e-4)).isTrue();
  }

  @Test
  void fewerThanOneIsRefused() {
    assertThatThrownBy(() -> Threads.of(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("each must be at least 1");
  }

  @Test
  void subnormalNumbersCountAsZeroOnAPreparedThread() {
    boolean flushed = CompletableFuture.supplyAsync(() -> {
          Threads.prepare();
          return Tensor.of(1e-38f).mul(1e-3).eq(0).item() == 1;
        })
        .join();
    assertThat(flushed).isTrue();
  }

  /** Java would not end reading the number 1e-310 on a thread that is not. */
  @Test
  void aThreadIsAfterComputingAsItWasBefore() {
    Engine.check();
    assertThat(half()).isPositive();
    assertThat(Threads.<Double>computing(() -> Threads.computing(() -> 0.0) + half()))
        .isZero();
    assertThat(half()).isPositive();
    assertThatThrownBy(() -> Threads.computing(() -> {
          throw new IllegalStateException("no");
        }))
        .hasMessage("no");
    assertThat(half()).isPositive();
  }

  /** Of the least normal number. */
  private double half() {
    return leastNormal / 2;
  }
}
