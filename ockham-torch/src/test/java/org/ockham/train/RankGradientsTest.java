package org.ockham.train;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.ockham.nn.Linear;
import org.ockham.nn.Parameter;
import org.ockham.tensor.Tensor;
import org.ockham.tensor.Threads;

/** Gradients of several ranks add up as those of one process do, the signs of zeros and what is not there included. */
final class RankGradientsTest {

  private static final float TINY = Float.MIN_NORMAL;

  /** By shard; null where it has none. */
  private static final float[][] GRADIENTS = {
    null,
    {-0.0f, 1e8f, TINY, 0.0f},
    null,
    {-0.0f, 1, TINY, -0.0f},
    {-0.0f, -1e8f, -TINY, 0.5f},
    null
  };

  private static Parameter shard(float[] gradient) {
    Parameter parameter =
        requireNonNull(new Linear(2, 2, false).initialize(1).parameters().get("weight"));
    if (gradient != null) {
      parameter.value().grad(Tensor.of(gradient, 2, 2));
    }
    return parameter;
  }

  private static float[] gradient(Parameter parameter) {
    return requireNonNull(parameter.grad()).toFloats();
  }

  /** As a fit computes: all threads of a crew take subnormal numbers for 0, the calling one too. */
  private static float[] computing(int shards, Function<Crew, float[]> work) {
    return Threads.computing(() -> {
      try (Crew crew = new Crew(shards, 1)) {
        return work.apply(crew);
      }
    });
  }

  private static float[] inOneProcess(double factor, int from, int to) {
    List<List<Parameter>> shards = new ArrayList<>();
    for (int i = from; i < to; i++) {
      shards.add(List.of(shard(GRADIENTS[i])));
    }
    return computing(shards.size(), crew -> {
      new GradientSum(shards.get(0), shards.subList(1, shards.size())).add(crew, factor);
      return gradient(shards.get(0).get(0));
    });
  }

  @Test
  void theSumIsThatOfOneProcess() {
    for (double factor : new double[] {1, 0.3}) {
      float[] expected = inOneProcess(factor, 0, 6);
      for (int count : new int[] {1, 2, 3}) {
        List<float[]> sums = RankedFits.on(6 / count, group -> {
          List<List<Parameter>> own = new ArrayList<>();
          for (int i = group.rank() * count; i < (group.rank() + 1) * count; i++) {
            own.add(List.of(shard(GRADIENTS[i])));
          }
          return computing(count, crew -> {
            RankGradients gradients = new RankGradients(Ranks.of(group), crew, own);
            BitSet present = new BitSet();
            present.set(0);
            gradients.add(present, factor);
            return gradient(own.get(0).get(0));
          });
        });
        assertThat(sums).hasSize(6 / count).allSatisfy(sum -> assertThat(sum).isEqualTo(expected));
      }
    }
    assertThat(inOneProcess(1, 0, 6)).isEqualTo(new float[] {-0.0f, 0, TINY, 0.5f});
  }
}
