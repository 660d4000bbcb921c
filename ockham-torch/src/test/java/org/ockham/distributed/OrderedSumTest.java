package org.ockham.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

final class OrderedSumTest {

  private final SplittableRandom random = new SplittableRandom(1);

  @Test
  @DisplayName("Any number of ranks adds as one does, bit for bit")
  void addsInOrder() throws Exception {
    for (int ranks = 1; ranks <= 5; ranks++) {
      addsInOrder(LocalGroups.of(ranks));
    }
  }

  @Test
  @DisplayName("Ranks connected by Gloo, too")
  void addsInOrderOverGloo() throws Exception {
    List<ProcessGroup> groups = GlooGroupTest.joined(3, Duration.ofMinutes(2));
    try {
      addsInOrder(groups);
    } finally {
      groups.forEach(ProcessGroup::close);
    }
  }

  /** One sum adds vectors of many sizes and both types in turn, fewer elements than ranks among them. */
  private void addsInOrder(List<ProcessGroup> groups) throws Exception {
    List<double[][]> rounds = new ArrayList<>();
    for (int vectors = 1; vectors <= 3; vectors++) {
      for (int n : new int[] {1000, 1000, 1, 2, 7, 0, 4567}) {
        rounds.add(vectors(groups.size() * vectors, n));
      }
    }
    List<List<double[]>> sums = ProcessGroupContract.all(groups, group -> {
      OrderedSum sum = new OrderedSum(group);
      List<double[]> results = new ArrayList<>();
      for (double[][] vectors : rounds) {
        int each = vectors.length / groups.size();
        try (Scope scope = Scope.open()) {
          List<Tensor> singles = new ArrayList<>();
          List<Tensor> doubles = new ArrayList<>();
          for (int i = group.rank() * each; i < (group.rank() + 1) * each; i++) {
            doubles.add(Tensor.ofDoubles(vectors[i], vectors[i].length));
            singles.add(Tensor.of(floats(vectors[i])));
          }
          results.add(sum.of(singles).toDoubles());
          results.add(sum.of(doubles).toDoubles());
          assertThat(doubles.get(0).toDoubles()).isEqualTo(vectors[group.rank() * each]);
          sum.into(doubles.get(each - 1), doubles);
          results.add(doubles.get(each - 1).toDoubles());
        }
      }
      return results;
    });
    List<double[]> expected = new ArrayList<>();
    for (double[][] vectors : rounds) {
      expected.add(inOrder(vectors, true));
      expected.add(inOrder(vectors, false));
      expected.add(inOrder(vectors, false));
    }
    for (List<double[]> ofRank : sums) {
      for (int i = 0; i < expected.size(); i++) {
        assertThat(ofRank.get(i)).isEqualTo(expected.get(i));
      }
    }
  }

  /** Of magnitudes so different that another order gives another sum. */
  private double[][] vectors(int count, int n) {
    double[][] vectors = new double[count][n];
    for (double[] vector : vectors) {
      for (int i = 0; i < n; i++) {
        vector[i] = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(8));
      }
    }
    return vectors;
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  private static double[] inOrder(double[][] vectors, boolean single) {
    double[] sums = new double[vectors[0].length];
    for (int i = 0; i < sums.length; i++) {
      double sum = single ? (float) vectors[0][i] : vectors[0][i];
      for (int v = 1; v < vectors.length; v++) {
        sum = single ? (float) sum + (float) vectors[v][i] : sum + vectors[v][i];
      }
      sums[i] = sum;
    }
    return sums;
  }

  @Test
  @DisplayName("Vectors that cannot be added are refused with their shapes")
  void refusesWhatDoesNotFit() {
    OrderedSum sum = new OrderedSum(LocalGroups.of(1).get(0));
    assertThatThrownBy(() -> sum.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no vector to add: each rank needs one at least");
    assertThatThrownBy(() -> sum.of(List.of(Tensor.zeros(2), Tensor.zeros(3))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("shapes [2] and [3] (FLOAT32, FLOAT32)");
    assertThatThrownBy(() -> sum.of(List.of(Tensor.zeros(2, 2))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one dimension");
  }
}
