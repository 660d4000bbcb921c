package org.ockham.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class LocalGroupsTest extends ProcessGroupContract {

  @Override
  List<ProcessGroup> groups(int size) {
    return LocalGroups.of(size);
  }

  @Test
  void anInterruptIsKeptForWhoAsksForItLater() {
    List<ProcessGroup> groups = LocalGroups.of(2);
    CompletableFuture<List<byte[]>> other =
        CompletableFuture.supplyAsync(() -> groups.get(1).allGather(new byte[] {1}));
    Thread.currentThread().interrupt();
    List<byte[]> gathered = groups.get(0).allGather(new byte[] {0});
    assertThat(Thread.interrupted()).isTrue();
    assertThat(gathered).containsExactly(new byte[] {0}, new byte[] {1});
    assertThat(other.join()).containsExactly(new byte[] {0}, new byte[] {1});
  }
}
