package org.ockham.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.distributed.ProcessGroup;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

final class RankMemoryTest {

  /** Rank 0 of two, of which the other says what this one does and sends nothing; it keeps what was to be received. */
  private static final class Echo implements ProcessGroup {

    private final List<Tensor> received = new ArrayList<>();

    @Override
    public int rank() {
      return 0;
    }

    @Override
    public int size() {
      return 2;
    }

    @Override
    public List<byte[]> allGather(byte[] mine) {
      return List.of(mine, mine);
    }

    @Override
    public void exchange(List<Tensor> toEach, List<Tensor> fromEach) {
      received.add(fromEach.get(1));
    }

    @Override
    public void close() {}
  }

  @Test
  @DisplayName("What gradients are received into is the same memory in every step of a fit")
  void sumsKeepTheirMemory() {
    Echo group = new Echo();
    Ranks ranks = Ranks.of(group);
    List<Tensor> slices = ranks.together(() -> {
      for (int step = 0; step < 3; step++) {
        try (Scope scope = Scope.open()) {
          ranks.sum(List.of(Tensor.ones(4)));
        }
      }
      // each sum receives a slice of the other's vector, and then the slice that the other has
      // added
      return List.of(group.received.get(0), group.received.get(2), group.received.get(4));
    });
    assertThat(slices).allMatch(slice -> slice == slices.get(0));
  }
}
