package org.ockham.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class GlooTest {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @Test
  @DisplayName("Who is there and says nothing has not answered in time, however short that is")
  void silenceIsNoEnd() {
    for (int millis = 1; millis <= 20; millis++) {
      Gloo.Store first = Gloo.Store.serve(PATIENCE);
      Gloo.Store second = Gloo.Store.at("127.0.0.1", first.port(), PATIENCE);
      CompletableFuture<Gloo> joining = CompletableFuture.supplyAsync(
          () -> Gloo.connect(second, 1, 2, "127.0.0.1", PATIENCE),
          task -> new Thread(task).start());
      Duration limit = Duration.ofMillis(millis);
      try (Gloo group = Gloo.connect(first, 0, 2, "127.0.0.1", PATIENCE);
          Gloo silent = joining.join();
          Scope scope = Scope.open()) {
        List<Tensor> sent = List.of(Tensor.ones(1), Tensor.ones(1));
        List<Tensor> received = List.of(Tensor.zeros(1), Tensor.zeros(1));
        assertThatThrownBy(() -> group.exchange(sent, received, limit))
            .isInstanceOfSatisfying(
                PeerException.class, lost -> assertThat(lost.timedOut()).isTrue());
      }
    }
  }
}
