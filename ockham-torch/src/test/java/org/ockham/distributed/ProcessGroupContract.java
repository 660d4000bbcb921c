package org.ockham.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.tensor.DType;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/** What every kind of process group does; the ranks are threads here. */
abstract class ProcessGroupContract {

  private final List<ProcessGroup> open = new ArrayList<>();

  /** Groups of this kind: one for each rank. */
  abstract List<ProcessGroup> groups(int size);

  /** What a rank does. */
  interface Part<T> {
    T of(ProcessGroup group) throws Exception;
  }

  private List<ProcessGroup> opened(int size) {
    List<ProcessGroup> groups = groups(size);
    open.addAll(groups);
    return groups;
  }

  @AfterEach
  void closeAll() {
    open.forEach(ProcessGroup::close);
  }

  /** What each rank's part comes to, by rank. */
  static <T> List<T> all(List<ProcessGroup> groups, Part<T> part) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(groups.size());
    try {
      List<Future<T>> futures =
          groups.stream().map(group -> threads.submit(() -> part.of(group))).toList();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdown();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4})
  @DisplayName("Bytes of any number come to all, by rank")
  void gathersBytes(int size) throws Exception {
    int[] lengths = {0, 1, 1020, 1021, 2044, 2045, 65_532, 65_533, 300_000};
    List<List<List<byte[]>>> gathered = all(opened(size), group -> {
      assertThat(group.size()).isEqualTo(size);
      List<List<byte[]>> rounds = new ArrayList<>();
      for (int round = 0; round < lengths.length; round++) {
        rounds.add(
            group.allGather(bytes(group.rank(), lengths[(round + group.rank()) % lengths.length])));
      }
      return rounds;
    });
    for (List<List<byte[]>> ofRank : gathered) {
      for (int round = 0; round < lengths.length; round++) {
        for (int rank = 0; rank < size; rank++) {
          assertThat(ofRank.get(round).get(rank))
              .isEqualTo(bytes(rank, lengths[(round + rank) % lengths.length]));
        }
      }
    }
  }

  private static byte[] bytes(int rank, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) (rank * 31 + i * 7);
    }
    return bytes;
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"FLOAT32", "FLOAT64", "INT64", "UINT8"})
  @DisplayName("Each rank receives from each what was meant for it, of any size, nothing too")
  void exchanges(DType type) throws Exception {
    int size = 3;
    List<List<double[]>> received = all(opened(size), group -> {
      try (Scope scope = Scope.open()) {
        List<Tensor> to = new ArrayList<>();
        List<Tensor> from = new ArrayList<>();
        for (int other = 0; other < size; other++) {
          to.add(parcel(type, group.rank(), other));
          from.add(Tensor.empty(type, parcel(type, other, group.rank()).shape()));
        }
        group.exchange(to, from);
        return from.stream().map(Tensor::toDoubles).toList();
      }
    });
    for (int to = 0; to < size; to++) {
      for (int from = 0; from < size; from++) {
        assertThat(received.get(to).get(from)).isEqualTo(parcel(type, from, to).toDoubles());
      }
    }
  }

  /** The sizes are 0 to 80,000, another for each pair. */
  private static Tensor parcel(DType type, int from, int to) {
    long size = from == 1 && to == 2 ? 0 : 1L + from * 40_000L + to * 100L;
    return Tensor.arange(DType.INT64, 0, size, 1)
        .mul(3 + from + 5L * to)
        .remainder(251)
        .to(type);
  }

  @Test
  @DisplayName("A slice goes as it lies in memory, and arrives in a slice")
  void exchangesSlices() throws Exception {
    List<float[]> received = all(opened(2), group -> {
      try (Scope scope = Scope.open()) {
        Tensor mine = Tensor.arange(DType.FLOAT32, 0, 10, 1).add(100 * group.rank());
        Tensor all = Tensor.zeros(10);
        List<Tensor> to = List.of(mine.narrow(0, 0, 5), mine.narrow(0, 5, 5));
        group.exchange(to, List.of(all.narrow(0, 0, 5), all.narrow(0, 5, 5)));
        return all.toFloats();
      }
    });
    assertThat(received.get(0)).containsExactly(0, 1, 2, 3, 4, 100, 101, 102, 103, 104);
    assertThat(received.get(1)).containsExactly(5, 6, 7, 8, 9, 105, 106, 107, 108, 109);
  }

  @Test
  @DisplayName("Thousands of exchanges in a row stay in step")
  void staysInStep() throws Exception {
    int rounds = 2000;
    List<Double> sums = all(opened(2), group -> {
      double sum = 0;
      for (int round = 0; round < rounds; round++) {
        try (Scope scope = Scope.open()) {
          if (round % 10 == 0) {
            byte mine = (byte) (round + group.rank());
            for (byte[] each : group.allGather(new byte[] {mine})) {
              sum += each[0];
            }
          } else {
            Tensor mine = Tensor.full(round + group.rank(), 1 + round % 7);
            List<Tensor> from = Stream.generate(() -> Tensor.empty(DType.FLOAT32, mine.numel()))
                .limit(2)
                .toList();
            group.exchange(List.of(mine, mine), from);
            sum += from.stream().mapToDouble(each -> each.toFloats()[0]).sum();
          }
        }
      }
      return sum;
    });
    double expected = IntStream.range(0, rounds)
        .mapToDouble(round -> IntStream.range(0, 2)
            .mapToDouble(rank -> round % 10 == 0 ? (byte) (round + rank) : round + rank)
            .sum())
        .sum();
    assertThat(sums).containsOnly(expected);
  }

  @Test
  @DisplayName("What cannot go is refused before it goes, and the group goes on")
  void refusesWhatCannotGo() throws Exception {
    List<byte[]> after = all(opened(2), group -> {
      Tensor matrix = Tensor.zeros(4, 4);
      assertThatThrownBy(() -> group.exchange(List.of(matrix), List.of(matrix)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("1 tensors to 2 ranks: one is needed for each");
      assertThatThrownBy(() ->
              group.exchange(List.of(matrix, matrix.transpose(0, 1)), List.of(matrix, matrix)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("to rank 1 (shape [4, 4] on cpu) is not contiguous");
      return group.allGather(new byte[] {5}).get(1 - group.rank());
    });
    assertThat(after).containsExactly(new byte[] {5}, new byte[] {5});
  }

  @Test
  @DisplayName(
      "When one leaves, the others' next exchange fails, and every later one; closing goes on working")
  void failsForGoodWhenOneLeaves() throws Exception {
    List<String> sentences = all(opened(3), group -> {
      group.allGather(new byte[0]);
      if (group.rank() == 1) {
        group.close();
        return "";
      }
      List<String> said = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Tensor one = Tensor.ones(1);
        try {
          if (i == 1) {
            group.exchange(List.of(one, one, one), List.of(one, one, one));
          } else {
            group.allGather(new byte[] {1});
          }
        } catch (RankException e) {
          said.add(e.getMessage().replaceFirst(" \\(on .*?\\)", ""));
        }
      }
      group.close();
      group.close();
      return String.join("\n", said);
    });
    String sentence =
        "rank 1 of 3 has left the group, and the others go on: let all ranks make the same exchanges";
    String thrice = String.join("\n", List.of(sentence, sentence, sentence));
    assertThat(sentences).isEqualTo(Arrays.asList(thrice, "", thrice));
  }
}
