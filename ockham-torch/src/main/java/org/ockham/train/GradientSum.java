package org.ockham.train;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ockham.nn.Parameter;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * Adds the gradients of shards to those of the first, in the shards' order. Each parameter is one thread's work, the largest first: who
 * takes which changes no bit.
 */
final class GradientSum {

  private final List<Parameter> first;
  private final List<List<Parameter>> others;
  private final int[] largestFirst;

  /** Of parameters in the same order in each shard. */
  GradientSum(List<Parameter> first, List<List<Parameter>> others) {
    this.first = first;
    this.others = others;
    largestFirst = IntStream.range(0, first.size())
        .boxed()
        .sorted(Comparator.comparing((Integer i) -> -first.get(i).count()))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** Adds, and multiplies by this, unless it is 1. */
  void add(Crew crew, double factor) {
    AtomicInteger next = new AtomicInteger();
    crew.run(member -> {
      try (Scope scope = Scope.open();
          NoGrad off = NoGrad.on()) {
        for (int i = next.getAndIncrement(); i < largestFirst.length; i = next.getAndIncrement()) {
          add(largestFirst[i], factor);
        }
      }
    });
  }

  private void add(int number, double factor) {
    List<Tensor> gradients = new ArrayList<>();
    for (List<Parameter> parameters : others) {
      Tensor gradient = parameters.get(number).grad();
      if (gradient != null) {
        gradients.add(gradient);
      }
    }
    Parameter parameter = first.get(number);
    @Nullable Tensor sum = parameter.grad();
    if (sum == null && !gradients.isEmpty()) {
      sum = gradients.remove(0);
      parameter.value().grad(sum);
    }
    if (sum == null) {
      return;
    }
    for (Tensor gradient : gradients) {
      sum.add_(gradient);
    }
    if (factor != 1) {
      sum.mul_(factor);
    }
  }
}
