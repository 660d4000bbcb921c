package org.ockham.distributed;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.ockham.tensor.DType;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * Adds vectors of all ranks in one order, whatever the number of ranks: each rank owns a slice, receives it of every vector, adds these in
 * their order, and sends the sum to all. The traffic is a ring's where each rank has one vector; a ring's order of adding depends on how
 * many ranks there are.
 */
public final class OrderedSum {

  private final ProcessGroup group;

  /** Over these ranks. */
  public OrderedSum(ProcessGroup group) {
    this.group = group;
  }

  /**
   * The sum ((v₀ + v₁) + v₂) + …, where each rank has equally many vectors, those of rank 0 first: the same bits on every rank.
   *
   * @param mine this rank's vectors, [n] each, contiguous
   * @return [n]
   */
  public Tensor of(List<Tensor> mine) {
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      int ranks = group.size();
      DType type = mine.get(0).dtype();
      long n = mine.get(0).numel();
      long own = length(n, ranks, group.rank());
      List<Tensor> received = IntStream.range(0, ranks)
          .mapToObj(rank -> Tensor.empty(type, mine.size(), own))
          .toList();
      List<Tensor> slices = new ArrayList<>();
      for (int rank = 0; rank < ranks; rank++) {
        int to = rank;
        slices.add(Tensor.stack(
            mine.stream()
                .map(each -> each.narrow(0, start(n, ranks, to), length(n, ranks, to)))
                .toList(),
            0));
      }
      group.exchange(slices, received);
      List<Tensor> rows = new ArrayList<>();
      received.forEach(from ->
          IntStream.range(0, mine.size()).forEach(i -> rows.add(from.narrow(0, i, 1).squeeze(0))));
      Tensor sum = Tensor.empty(type, own).copy_(rows.get(0));
      rows.subList(1, rows.size()).forEach(sum::add_);
      List<Tensor> sums = IntStream.range(0, ranks)
          .mapToObj(rank -> Tensor.empty(type, length(n, ranks, rank)))
          .toList();
      group.exchange(IntStream.range(0, ranks).mapToObj(rank -> sum).toList(), sums);
      return scope.keep(Tensor.cat(sums, 0));
    }
  }

  private static long start(long n, int ranks, int rank) {
    return n * rank / ranks;
  }

  private static long length(long n, int ranks, int rank) {
    return start(n, ranks, rank + 1) - start(n, ranks, rank);
  }
}
