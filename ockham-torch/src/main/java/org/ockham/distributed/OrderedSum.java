package org.ockham.distributed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Operator;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * Adds vectors of all ranks in one order, whatever the number of ranks: each rank owns a slice, receives it of every vector, adds these in
 * their order, and sends the sum to all. The traffic is a ring's where each rank has one vector; a ring's order of adding depends on how
 * many ranks there are.
 *
 * <p>Slices go as they lie in the vectors, and the sums arrive where they stay: nothing is copied besides. The memory for what is received
 * is kept for the next time, until {@link #close}.
 */
public final class OrderedSum implements AutoCloseable {

  private static final Operator ADD = Operator.named("aten::add.out");

  private final ProcessGroup group;
  private List<Tensor> kept = List.of();

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
    check(mine);
    Tensor sum = Tensor.empty(mine.get(0).dtype(), mine.get(0).numel());
    into(sum, mine);
    return sum;
  }

  /**
   * The same into memory that is there, which for large vectors takes a third of the time.
   *
   * @param sum [n], contiguous, and overwritten; it may be one of this rank's vectors
   * @param mine this rank's vectors, [n] each, contiguous
   */
  public void into(Tensor sum, List<Tensor> mine) {
    check(mine);
    check(List.of(mine.get(0), sum));
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      List<Tensor> sums = slices(sum);
      List<Tensor> received = received(mine.size(), sums.get(group.rank()));
      Tensor own =
          received.get(group.rank()); // its place is free: what this rank has need not come
      for (int i = 0; i < mine.size(); i++) {
        List<Tensor> slices = slices(mine.get(i));
        List<Tensor> from = received.subList(i * group.size(), (i + 1) * group.size());
        from.set(group.rank(), slices.get(group.rank()));
        group.exchange(slices, from);
      }
      add(inOrder(received, mine.size()), own);
      group.exchange(Collections.nCopies(group.size(), own), sums);
    }
  }

  /** Those of rank 0 first; they were received one vector of each rank at a time. */
  private List<Tensor> inOrder(List<Tensor> received, int vectors) {
    List<Tensor> ordered = new ArrayList<>();
    for (int rank = 0; rank < group.size(); rank++) {
      for (int i = 0; i < vectors; i++) {
        ordered.add(received.get(i * group.size() + rank));
      }
    }
    return ordered;
  }

  private static void add(List<Tensor> terms, Tensor sum) {
    if (terms.size() == 1) {
      sum.copy_(terms.get(0));
      return;
    }
    ADD.call(terms.get(0), terms.get(1), 1, sum);
    terms.subList(2, terms.size()).forEach(sum::add_);
  }

  /** Refuses vectors that cannot be added. */
  private static void check(List<Tensor> vectors) {
    if (vectors.isEmpty()) {
      throw new IllegalArgumentException("there is no vector to add: each rank needs one at least");
    }
    Tensor first = vectors.get(0);
    for (Tensor each : vectors) {
      if (each.dim() != 1 || each.numel() != first.numel() || each.dtype() != first.dtype()) {
        throw new IllegalArgumentException("vectors of shapes " + Arrays.toString(first.shape())
            + " and " + Arrays.toString(each.shape()) + " (" + first.dtype() + ", " + each.dtype()
            + "): they must have one dimension, one length and one type");
      }
    }
  }

  /** The slices that the ranks own; they lie in the vector. */
  private List<Tensor> slices(Tensor vector) {
    int ranks = group.size();
    long n = vector.numel();
    List<Tensor> slices = new ArrayList<>();
    for (int rank = 0; rank < ranks; rank++) {
      long start = n * rank / ranks;
      slices.add(vector.narrow(0, start, n * (rank + 1) / ranks - start));
    }
    return slices;
  }

  /** Memory for this rank's slice of so many vectors of each rank. */
  private List<Tensor> received(int vectors, Tensor own) {
    int count = vectors * group.size();
    if (kept.size() != count
        || kept.get(0).numel() != own.numel()
        || kept.get(0).dtype() != own.dtype()) {
      close();
      kept = Stream.generate(() -> Tensor.empty(own.dtype(), own.numel()).escape())
          .limit(count)
          .toList();
    }
    return new ArrayList<>(kept);
  }

  /** Frees the memory that is kept; the group is left alone. */
  @Override
  public void close() {
    kept.forEach(Tensor::close);
    kept = List.of();
  }
}
