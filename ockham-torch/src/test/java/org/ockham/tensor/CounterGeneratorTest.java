package org.ockham.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Elements follow from key and index alone, and have their distributions. */
final class CounterGeneratorTest {

  private static final int N = 1_000_000;
  private final CounterGenerator draws = CounterGenerator.of(RandomKey.of(3));

  /** A change here would change every run that anybody ever recorded. */
  @Test
  void drawsArePinned() {
    CounterGenerator pinned = CounterGenerator.of(RandomKey.of(42));
    assertThat(pinned.mask(0.5, 2, 10).toFloats()).containsExactly(0, 2, 2, 0, 0, 2, 0, 2, 2, 0);
    assertThat(pinned.uniform(0, 1, 4).toFloats())
        .containsExactly(0.7335778f, 0.3465078f, 0.12041867f, 0.6935172f);
    assertThat(pinned.normal(4).toFloats())
        .containsExactly(-0.7741501f, 0.2468763f, 1.965768f, -0.03239068f);
    // The same from the interpreter, from C1 and from C2: often enough to meet them all.
    for (int i = 0; i < 30; i++) {
      assertThat(Arrays.hashCode(pinned.mask(0.5, 2, 100_000).toFloats())).isEqualTo(-996545535);
      assertThat(Arrays.hashCode(pinned.uniform(0, 1, 100_000).toFloats())).isEqualTo(1399426528);
      assertThat(Arrays.hashCode(pinned.normal(100_000).toFloats())).isEqualTo(-404059211);
    }
  }

  @Test
  void aPartIsWhatItIsInTheWhole() {
    float[] masks = draws.mask(0.3, 1, 10_000).toFloats();
    float[] uniforms = draws.uniform(-1, 2, 10_000).toFloats();
    float[] normals = draws.normal(10_000).toFloats();
    SplittableRandom random = new SplittableRandom(1);
    for (int round = 0; round < 200; round++) {
      int from = RandomKey.below(random, 10_000);
      int to = from + RandomKey.below(random, round % 2 == 0 ? 10_001 - from : 2);
      CounterGenerator part = draws.at(from);
      assertThat(part.mask(0.3, 1, to - from).toFloats())
          .isEqualTo(Arrays.copyOfRange(masks, from, to));
      assertThat(part.uniform(-1, 2, to - from).toFloats())
          .isEqualTo(Arrays.copyOfRange(uniforms, from, to));
      assertThat(part.normal(to - from).toFloats())
          .isEqualTo(Arrays.copyOfRange(normals, from, to));
    }
  }

  @Test
  void shapesRunInTheOrderOfTheirLastDimension() {
    assertThat(draws.normal(3, 4, 5).flatten(0).equal(draws.normal(60))).isTrue();
    assertThat(draws.normal(3, 0).shape()).containsExactly(3, 0);
    assertThat(draws.mask(0.5, 1).shape()).isEmpty();
  }

  @Test
  void indicesBeyondAnIntHaveElementsOfTheirOwn() {
    float[] here = draws.normal(1000).toFloats();
    for (long far : new long[] {1L << 32, 1L << 33, 1L << 45, Long.MAX_VALUE - 1000}) {
      assertThat(draws.at(far).normal(1000).toFloats()).isNotEqualTo(here);
      assertThat(draws.at(far + 10).normal(990).toFloats())
          .isEqualTo(Arrays.copyOfRange(draws.at(far).normal(1000).toFloats(), 10, 1000));
    }
  }

  @Test
  void threadsMayShareAGenerator() {
    float[] alone = draws.normal(50_000).toFloats();
    List<float[]> together = IntStream.range(0, 8)
        .parallel()
        .mapToObj(i -> draws.normal(50_000).toFloats())
        .toList();
    assertThat(together).allSatisfy(each -> assertThat(each).isEqualTo(alone));
  }

  @Test
  void masksDropWithTheirProbability() {
    for (double p : new double[] {1e-4, 0.01, 0.1, 0.2, 0.5, 0.75, 0.999}) {
      Tensor mask = draws.mask(p, 1 / (1 - p), N);
      double dropped = (double) mask.eq(0).sum().itemLong() / N;
      assertThat(dropped).isCloseTo(p, within(4 * Math.sqrt(p * (1 - p) / N)));
      assertThat(mask.max().item()).isEqualTo((float) (1 / (1 - p)));
      assertThat(mask.eq(0).logicalOr(mask.eq(mask.max())).all().itemLong()).isEqualTo(1);
    }
    assertThat(draws.mask(0, 3, N).eq(3).all().itemLong()).isEqualTo(1);
    assertThat(draws.mask(1, 3, N).eq(0).all().itemLong()).isEqualTo(1);
    assertThat(draws.mask(1e-300, 3, N).eq(3).all().itemLong()).isEqualTo(1);
    assertThatThrownBy(() -> draws.mask(1.1, 1, 2))
        .hasMessage("p is 1.1: a probability lies between 0 and 1");
  }

  /** What a larger probability drops has all that a smaller one drops: the same words are compared. */
  @Test
  void masksOfLargerProbabilitiesDropMore() {
    Tensor some = draws.mask(0.2, 1, N);
    Tensor fewer = draws.mask(0.3, 1, N);
    assertThat(fewer.le(some).all().itemLong()).isEqualTo(1);
  }

  @Test
  void uniformsAreUniform() {
    float[] values = draws.uniform(0, 1, N).toFloats();
    assertThat(kolmogorovSmirnov(values, x -> x)).isLessThan(1.95);
    double[] bounds = bounds(draws.uniform(0.125, 1.0 / 3, N).toFloats());
    assertThat(bounds[0]).isBetween(0.125, 0.1251);
    assertThat(bounds[1]).isBetween(0.3333, (double) (float) (1.0 / 3));
  }

  @Test
  void normalsAreNormal() {
    float[] values = draws.normal(N).toFloats();
    assertThat(kolmogorovSmirnov(values, CounterGeneratorTest::phi)).isLessThan(1.95);
    // First and second halves of a block are cosines and sines.
    assertThat(kolmogorovSmirnov(Arrays.copyOf(values, 100_000), CounterGeneratorTest::phi))
        .isLessThan(1.95);
    // Moments: 0, 1, 0, 3, 0, 15 ± their standard errors.
    double[] expected = {0, 1, 0, 3, 0, 15};
    double[] variance = {1, 2, 15, 96, 945, 10_170};
    for (int k = 1; k <= 6; k++) {
      double sum = 0;
      for (float value : values) {
        sum += Math.pow(value, k);
      }
      assertThat(sum / N)
          .as("moment " + k)
          .isCloseTo(expected[k - 1], within(4 * Math.sqrt(variance[k - 1] / N)));
    }
  }

  @Test
  void tailsAreAsThickAsTheyShouldBe() {
    int n = 4 * N;
    float[] values = draws.at(7_000_000_000L).normal(n).toFloats();
    for (double end : new double[] {2, 3, 3.5, 4, 4.5}) {
      double probability = 1 - phi(end);
      double deviation = Math.sqrt(n * probability);
      long above = count(values, end, Double.POSITIVE_INFINITY);
      long below = count(values, Double.NEGATIVE_INFINITY, -end);
      assertThat((double) above).isCloseTo(n * probability, within(4 * deviation + 1));
      assertThat((double) below).isCloseTo(n * probability, within(4 * deviation + 1));
    }
    double[] bounds = bounds(values);
    assertThat(bounds[0]).isBetween(-5.78, -4.5);
    assertThat(bounds[1]).isBetween(4.5, 5.78);
  }

  /** Of the two numbers of a point neither tells anything of the other, nor of how large it is. */
  @Test
  void pairsAreIndependent() {
    int half = Threefry.COUNTERS;
    float[] values = draws.normal(2L * half * 400).toFloats();
    double products = 0;
    double squares = 0;
    int pairs = half * 400;
    for (int block = 0; block < 400; block++) {
      for (int i = 0; i < half; i++) {
        double x = values[2 * half * block + i];
        double y = values[2 * half * block + half + i];
        products += x * y;
        squares += (x * x - 1) * (y * y - 1) / 2;
      }
    }
    assertThat(products / Math.sqrt(pairs)).isBetween(-4.0, 4.0);
    assertThat(squares / Math.sqrt(pairs)).isBetween(-4.0, 4.0);
  }

  /** What the comparison is worth: a sum of twelve uniforms passes for normal at first sight. */
  @Test
  void aPoorNormalFails() {
    float[] values = new float[N];
    for (int i = 0; i < 12; i++) {
      float[] uniforms = draws.at((long) N * i).uniform(-0.5, 0.5, N).toFloats();
      for (int j = 0; j < N; j++) {
        values[j] += uniforms[j];
      }
    }
    assertThat(kolmogorovSmirnov(values, CounterGeneratorTest::phi)).isGreaterThan(1.95);
  }

  /** √n times the largest distance of the distributions: above 1.95 once in a thousand times. */
  private static double kolmogorovSmirnov(
      float[] values, java.util.function.DoubleUnaryOperator distribution) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    double largest = 0;
    for (int i = 0; i < sorted.length; i++) {
      double expected = distribution.applyAsDouble(sorted[i]);
      largest = Math.max(largest, Math.abs(expected - (double) i / sorted.length));
      largest = Math.max(largest, Math.abs(expected - (i + 1.0) / sorted.length));
    }
    return largest * Math.sqrt(sorted.length);
  }

  private static long count(float[] values, double from, double to) {
    long count = 0;
    for (float value : values) {
      count += value >= from && value <= to ? 1 : 0;
    }
    return count;
  }

  private static double[] bounds(float[] values) {
    double[] bounds = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    for (float value : values) {
      bounds[0] = Math.min(bounds[0], value);
      bounds[1] = Math.max(bounds[1], value);
    }
    return bounds;
  }

  /** The normal distribution function, by the series of its integral (and of the tail's continued fraction beyond 3). */
  private static double phi(double x) {
    double density = Math.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    if (Math.abs(x) > 3) {
      double fraction = 0;
      for (int k = 60; k > 0; k--) {
        fraction = k / (Math.abs(x) + fraction);
      }
      double tail = density / (Math.abs(x) + fraction);
      return x > 0 ? 1 - tail : tail;
    }
    double sum = x;
    double term = x;
    for (int k = 3; k < 80; k += 2) {
      term *= x * x / k;
      sum += term;
    }
    return 0.5 + density * sum;
  }
}
