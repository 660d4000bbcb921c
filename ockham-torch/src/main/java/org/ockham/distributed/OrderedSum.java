package org.ockham.distributed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.ockham.tensor.DType;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * Adds vectors of all ranks in one order, whatever the number of ranks: each rank owns a slice, receives it of every vector, adds these in
 * their order, and sends the sum to all. The traffic is a ring's where each rank has one vector; a ring's order of adding depends on how
 * many ranks there are.
 *
 * <p>Slices go as they lie in the vectors, and the sums arrive where they stay: nothing is copied besides. The memory for what is received
 * is kept for the next time.
 */
public final class OrderedSum {

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
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      long n = check(mine);
      Tensor sum = Tensor.empty(mine.get(0).dtype(), n);
      List<Tensor> sums = slices(sum);
      Tensor own = sums.get(group.rank());
      List<List<Tensor>> received = received(mine.size(), own);
      for (int i = 0; i < mine.size(); i++) {
        List<Tensor> slices = slices(mine.get(i));
        received.get(i).set(group.rank(), slices.get(group.rank()));
        group.exchange(slices, received.get(i));
      }
      for (int rank = 0; rank < group.size(); rank++) {
        for (int i = 0; i < mine.size(); i++) {
          Tensor next = received.get(i).get(rank);
          if (rank == 0 && i == 0) {
            own.copy_(next);
          } else {
            own.add_(next);
          }
        }
      }
      group.exchange(Collections.nCopies(group.size(), own), sums);
      return scope.keep(sum);
    }
  }

  /** How long the vectors are. */
  private static long check(List<Tensor> mine) {
    if (mine.isEmpty()) {
      throw new IllegalArgumentException("there is no vector to add: each rank needs one at least");
    }
    Tensor first = mine.get(0);
    for (Tensor each : mine) {
      if (each.dim() != 1 || each.numel() != first.numel() || each.dtype() != first.dtype()) {
        throw new IllegalArgumentException("vectors of shapes " + Arrays.toString(first.shape())
            + " and " + Arrays.toString(each.shape()) + " (" + first.dtype() + ", " + each.dtype()
            + "): they must have one dimension, one length and one type");
      }
    }
    return first.numel();
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
  private List<List<Tensor>> received(int vectors, Tensor own) {
    DType type = own.dtype();
    int count = vectors * group.size();
    if (kept.size() != count
        || kept.get(0).numel() != own.numel()
        || kept.get(0).dtype() != type) {
      kept.forEach(Tensor::close);
      List<Tensor> made = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        made.add(Tensor.empty(type, own.numel()).escape());
      }
      kept = made;
    }
    List<List<Tensor>> received = new ArrayList<>();
    for (int i = 0; i < vectors; i++) {
      received.add(new ArrayList<>(kept.subList(i * group.size(), (i + 1) * group.size())));
    }
    return received;
  }
}
