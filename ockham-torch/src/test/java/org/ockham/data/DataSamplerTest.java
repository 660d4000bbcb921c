package org.ockham.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Scope;

class DataSamplerTest {
  private final Dataset ten = new Samples.Numbered(10);

  private static int[] counts(int[] order, int size) {
    int[] counts = new int[size];
    for (int index : order) {
      counts[index]++;
    }
    return counts;
  }

  @Test
  void withReplacementEachSampleComesInProportionToItsWeight() {
    DataSampler.Weighted sampler = DataSampler.weighted(1, 0, 3, 6).count(100_000);
    int[] counts = counts(sampler.order(4, RandomKey.of(5)), 4);
    assertThat(counts[1]).isZero();
    assertThat(counts[0]).isCloseTo(10_000, within(500));
    assertThat(counts[2]).isCloseTo(30_000, within(800));
    assertThat(counts[3]).isCloseTo(60_000, within(800));
  }

  @Test
  void withoutReplacementNoneComesTwiceAndTheFirstByWeight() {
    DataSampler.Weighted sampler = DataSampler.weighted(1, 2, 0, 5).count(3).replacement(false);
    int[] first = new int[4];
    for (int seed = 0; seed < 20_000; seed++) {
      int[] order = sampler.order(4, RandomKey.of(seed));
      assertThat(order).hasSize(3).doesNotHaveDuplicates().doesNotContain(2);
      first[order[0]]++;
    }
    assertThat(first[0]).isCloseTo(2_500, within(250));
    assertThat(first[1]).isCloseTo(5_000, within(300));
    assertThat(first[3]).isCloseTo(12_500, within(350));
  }

  @Test
  void balancedClassesComeEquallyOften() {
    Dataset skewed = new Samples.Written(
        1000, Targets.classes(4), (i, out) -> out.values(i, i, i, i).label(i < 900 ? 0 : i % 3));
    Loader loader =
        Loader.over(skewed).batch(50).sampler(DataSampler.balanced(skewed)).seed(3);
    assertThat(loader.samples()).isEqualTo(1000);
    int[] classes = new int[4];
    for (int epoch = 0; epoch < 30; epoch++) {
      for (int index : loader.order(epoch)) {
        classes[skewed.label(index)]++;
      }
    }
    assertThat(classes[3]).isZero();
    for (int label = 0; label < 3; label++) {
      assertThat(classes[label]).isCloseTo(10_000, within(450));
    }
  }

  @Test
  void aSubsetIsReadInANewOrderEachEpoch() {
    Loader loader = Loader.over(ten).sampler(DataSampler.subset(7, 1, 4, 2, 9)).seed(1);
    assertThat(loader.batches()).isEqualTo(5);
    assertThat(loader.order(0)).containsExactlyInAnyOrder(7, 1, 4, 2, 9);
    assertThat(IntStream.range(1, 5).mapToObj(loader::order))
        .anyMatch(order -> !Arrays.equals(order, loader.order(0)));
  }

  @Test
  void shuffledAndSequentialAreTheFlagsSpelledOut() {
    Loader loader = Loader.over(ten).seed(4);
    assertThat(loader.sampler(DataSampler.shuffled())).isEqualTo(loader.shuffle(true));
    assertThat(loader.sampler(DataSampler.sequential())).isEqualTo(loader.shuffle(false));
    assertThat(loader.shuffle(false).order(3)).isEqualTo(IntStream.range(0, 10).toArray());
    // The order that this seed has had from the first version on.
    assertThat(loader.shuffle(true).order(0))
        .isEqualTo(Split.shuffled(10, RandomKey.of(4).fold("order").fold(0)));
  }

  @Test
  void aSampleThatIsDrawnAgainIsAugmentedAnew() {
    Loader loader =
        Loader.over(ten).batch(40).sampler(DataSampler.subset(3, 3, 3, 3, 5)).prefetch(0);
    try (Scope scope = Scope.open();
        Epoch epoch = loader.epoch(0)) {
      float[] input = epoch.next().input().toFloats();
      double[] drawn = IntStream.range(0, 5).mapToDouble(i -> input[3 * i + 2]).toArray();
      assertThat(drawn).doesNotHaveDuplicates();
      // The first time it is what it would be in any other order.
      float alone =
          Loader.over(ten).batch(10).prefetch(0).epoch(0).next().input().toFloats()[11];
      assertThat(drawn).contains(alone);
    }
  }

  @Test
  void impossibleSamplersAreRefused() {
    assertThatThrownBy(() -> DataSampler.weighted(1, -1))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("Sample 1 has the weight -1.0");
    assertThatThrownBy(() -> DataSampler.weighted(1, Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> DataSampler.weighted(0, 0)).hasMessageContaining("of 0 with a weight");
    assertThatThrownBy(() -> DataSampler.weighted(1, 0, 2).replacement(false))
        .hasMessageContaining("3 samples are to be drawn, without replacement, of 2");
    assertThatThrownBy(() -> DataSampler.weighted(1).count(0)).hasMessageContaining("0 samples");
    assertThatThrownBy(() -> Loader.over(ten).sampler(DataSampler.weighted(1, 2)))
        .hasMessageContaining("2 weights")
        .hasMessageContaining("10 samples");
    assertThatThrownBy(() -> Loader.over(ten).sampler(DataSampler.subset(3, 10)))
        .hasMessageContaining("Sample 10")
        .hasMessageContaining("0 to 9");
    assertThatThrownBy(DataSampler::subset).hasMessageContaining("0 samples");
    Dataset values = new Samples.Written(
        2, Targets.values(1), (i, out) -> out.values(0, 0, 0, 0).target(i));
    assertThatThrownBy(() -> DataSampler.balanced(values))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("classes are needed");
  }
}
