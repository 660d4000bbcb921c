package org.ockham.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class LocalGroupsTest extends ProcessGroupContract {

  @Override
  List<ProcessGroup> groups(int size) {
    return LocalGroups.of(size);
  }

  @Test
  void anInterruptedRankHasLeft() throws Exception {
    List<ProcessGroup> groups = LocalGroups.of(2);
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> groups.get(0).allGather(new byte[0]))
        .isInstanceOf(RankException.class)
        .hasMessage("rank 0 was interrupted while it waited for the others");
    assertThat(Thread.interrupted()).isTrue();
    assertThatThrownBy(() -> groups.get(1).allGather(new byte[0]))
        .isInstanceOf(RankException.class)
        .hasMessageStartingWith("rank 0 of 2 has left the group");
  }
}
