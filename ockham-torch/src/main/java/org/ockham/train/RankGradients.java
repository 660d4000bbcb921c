package org.ockham.train;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.nn.Parameter;
import org.ockham.tensor.DType;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * Adds the gradients of the shards of all ranks in the shards' order, as {@link GradientSum} does those of one process, and to the same
 * bits: where a shard has no gradient of a parameter −0 is added, which changes no number, not even the sign of a zero.
 */
final class RankGradients {

  private final Ranks ranks;
  private final Crew crew;
  private final List<List<Parameter>> shards;

  /** Of parameters in the same order in each shard of this rank. */
  RankGradients(Ranks ranks, Crew crew, List<List<Parameter>> shards) {
    this.ranks = ranks;
    this.crew = crew;
    this.shards = shards;
  }

  /** Of which parameters each shard of this rank has a gradient, by their numbers. */
  List<BitSet> present() {
    return shards.stream()
        .map(parameters -> {
          BitSet present = new BitSet();
          for (int i = 0; i < parameters.size(); i++) {
            present.set(i, parameters.get(i).grad() != null);
          }
          return present;
        })
        .toList();
  }

  /**
   * Gives the first shard of this rank the sums.
   *
   * @param present the parameters of which some shard of some rank has a gradient
   * @param factor what the sums are multiplied by
   */
  void add(BitSet present, double factor) {
    Map<DType, List<Integer>> byType = new LinkedHashMap<>();
    present.stream()
        .forEach(i -> byType
            .computeIfAbsent(shards.get(0).get(i).value().dtype(), type -> new ArrayList<>())
            .add(i));
    try (Scope scope = Scope.open();
        NoGrad off = NoGrad.on()) {
      byType.forEach((type, numbers) -> {
        Tensor sum = ranks.sum(flat(type, numbers));
        if (factor != 1) {
          sum.mul_(factor);
        }
        spread(sum, numbers);
      });
    }
  }

  /** The gradients of each shard, one after the other in a vector. */
  private List<Tensor> flat(DType type, List<Integer> numbers) {
    long length = numbers.stream().mapToLong(i -> shards.get(0).get(i).count()).sum();
    List<Tensor> vectors =
        shards.stream().map(shard -> Tensor.empty(type, length)).toList();
    crew.run(shard -> {
      try (Scope scope = Scope.open();
          NoGrad off = NoGrad.on()) {
        long at = 0;
        for (int i : numbers) {
          Parameter parameter = shards.get(shard).get(i);
          Tensor piece = vectors.get(shard).narrow(0, at, parameter.count());
          Tensor gradient = parameter.grad();
          if (gradient == null) {
            piece.fill_(-0.0);
          } else {
            piece.reshape(gradient.shape()).copy_(gradient);
          }
          at += parameter.count();
        }
      }
    });
    return vectors;
  }

  private void spread(Tensor sum, List<Integer> numbers) {
    long at = 0;
    for (int i : numbers) {
      Parameter parameter = shards.get(0).get(i);
      Tensor value = parameter.value();
      Tensor piece = sum.narrow(0, at, parameter.count()).reshape(value.shape());
      Tensor gradient = parameter.grad();
      if (gradient == null) {
        value.grad(Tensor.zerosLike(value).copy_(piece));
      } else {
        gradient.copy_(piece);
      }
      at += parameter.count();
    }
  }
}
