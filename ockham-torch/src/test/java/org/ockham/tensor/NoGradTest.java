package org.ockham.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class NoGradTest {

  @Test
  void nothingIsRecordedUntilItCloses() {
    Tensor x = Tensor.of(1).requiresGrad(true);
    try (NoGrad outer = NoGrad.on()) {
      try (NoGrad inner = NoGrad.on()) {
        assertThat(x.exp().requiresGrad()).isFalse();
      }
      assertThat(NoGrad.isGradEnabled()).isFalse();
      x.add_(1);
    }
    assertThat(NoGrad.isGradEnabled()).isTrue();
    assertThat(x.exp().requiresGrad()).isTrue();
    assertThat(x.item()).isEqualTo(2);
  }

  @Test
  void otherThreadsDoNotNotice() {
    try (NoGrad off = NoGrad.on()) {
      assertThat(CompletableFuture.supplyAsync(NoGrad::isGradEnabled).join()).isTrue();
    }
  }
}
