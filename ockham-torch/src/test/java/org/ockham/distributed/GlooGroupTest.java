package org.ockham.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.tensor.Tensor;

final class GlooGroupTest extends ProcessGroupContract {

  @Override
  List<ProcessGroup> groups(int size) {
    return joined(size, Duration.ofMinutes(2));
  }

  /** Ranks of this process, connected as if they were processes. */
  static List<ProcessGroup> joined(int size, Duration timeout) {
    String place = "127.0.0.1:" + FreePort.any();
    List<CompletableFuture<ProcessGroup>> joining = IntStream.range(0, size)
        .mapToObj(rank -> Rendezvous.at(place).rank(rank).ranks(size).timeout(timeout))
        .map(meeting ->
            CompletableFuture.supplyAsync(meeting::join, task -> new Thread(task).start()))
        .toList();
    return joining.stream().map(CompletableFuture::join).toList();
  }

  @Test
  @DisplayName("Messages of different sizes never meet: that would end the process")
  void differentSizesEndByTheLimit() throws Exception {
    List<ProcessGroup> groups = joined(2, Duration.ofSeconds(2));
    try {
      List<String> sentences = all(groups, group -> {
        try {
          Tensor mine = Tensor.ones(100 + 50 * group.rank());
          group.exchange(List.of(mine, mine), List.of(mine, mine));
          return "";
        } catch (RankException e) {
          return e.getMessage();
        }
      });
      assertThat(sentences).allSatisfy(sentence -> assertThat(sentence).contains("did not answer"));
      assertThat(sentences.get(0)).isEqualTo(sentences.get(1));
    } finally {
      groups.forEach(ProcessGroup::close);
    }
  }
}
