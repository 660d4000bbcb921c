package org.ockham.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Keys and generators: the same for the same seed for ever, and otherwise unlike. */
final class RandomTest {

  /** A change here would change every run that anybody ever recorded. PyTorch in Python draws the same from these seeds. */
  @Test
  void keysArePinned() {
    assertThat(RandomKey.of(0).value()).isEqualTo(-2152535657050944081L);
    assertThat(RandomKey.of(42).value()).isEqualTo(-4767286540954276203L);
    assertThat(RandomKey.of(42).fold(7).value()).isEqualTo(414406159675881776L);
    assertThat(RandomKey.of(42).fold("init").fold("fc1.weight").value())
        .isEqualTo(-7908163228455258343L);
    assertThat(RandomKey.of(42).fold("für").value()).isEqualTo(-4626255715072582539L);
  }

  @Test
  void drawsArePinned() {
    Generator generator = RandomKey.of(42).generator();
    assertThat(Tensor.rand(generator, 3).toFloats())
        .containsExactly(0.46609873f, 0.39137244f, 0.960714f);
    assertThat(Tensor.randn(generator, 3).toFloats())
        .containsExactly(new float[] {-1.1637886f, -0.5952274f, 1.0213526f}, within(1e-6f));
    assertThat(Tensor.randint(generator, 0, 100, 3).toLongs()).containsExactly(88, 19, 26);
    assertThat(Tensor.randperm(generator, 5).toLongs()).containsExactly(4, 0, 3, 2, 1);
    assertThat(RandomKey.of(42).random().nextLong()).isEqualTo(6332618229526065668L);
  }

  @Test
  void keysDoNotCollide() {
    Set<Long> values = new HashSet<>();
    for (int seed = 0; seed < 100; seed++) {
      RandomKey key = RandomKey.of(seed);
      values.add(key.value());
      values.add(key.fold("init").value());
      for (int number = -50; number < 50; number++) {
        values.add(key.fold(number).value());
        values.add(key.fold("init").fold(number).value());
      }
    }
    assertThat(values).hasSize(100 * 202);
    RandomKey key = RandomKey.of(1);
    assertThat(key.fold(1).fold(2)).isNotEqualTo(key.fold(2).fold(1));
    assertThat(key.fold("")).isNotEqualTo(key);
  }

  @Test
  void neighbouringKeysAreIndependent() {
    int n = 4000;
    try (Scope scope = Scope.open()) {
      Tensor draws = Tensor.stack(
          LongStream.range(0, 20)
              .mapToObj(i -> Tensor.randn(RandomKey.of(5).fold(i).generator(), n))
              .toList(),
          0);
      Tensor correlation = draws.matmul(draws.t()).div(n).sub(Tensor.eye(20)).abs();
      // Five standard deviations of a correlation, 1 / √n, and of a variance, √(2 / n).
      assertThat(correlation.triu(1).max().item()).isLessThan(5 / Math.sqrt(n));
      assertThat(correlation.diag().max().item()).isLessThan(5 * Math.sqrt(2.0 / n));
    }
  }

  @Test
  void aBitOfTheKeyChangesHalfOfTheValue() {
    double changed = IntStream.range(0, 64)
        .map(bit -> Long.bitCount(
            RandomKey.of(9).fold(0).value() ^ RandomKey.of(9).fold(1L << bit).value()))
        .average()
        .orElseThrow();
    assertThat(changed).isBetween(29.0, 35.0);
  }

  @Test
  void aSavedStateGoesOnFromThere() {
    Generator generator = Generator.seeded(3);
    Tensor.randn(generator, 5);
    Tensor state = generator.state();
    float[] next = Tensor.randn(generator, 5).toFloats();
    assertThat(Tensor.randn(generator, 5).toFloats()).isNotEqualTo(next);
    generator.restore(state);
    assertThat(Tensor.randn(generator, 5).toFloats()).isEqualTo(next);
    Generator other = Generator.seeded(99);
    other.restore(state);
    assertThat(Tensor.randn(other, 5).toFloats()).isEqualTo(next);
    generator.reseed(3);
    Tensor.randn(generator, 5);
    assertThat(Tensor.randn(generator, 5).toFloats()).isEqualTo(next);
    assertThatThrownBy(() -> generator.restore(Tensor.ofBytes(new byte[] {1}, 1)))
        .isInstanceOf(EngineException.class)
        .hasMessageStartingWith("restore: ");
  }

  @Test
  void aGeneratorOutlivesTheScopeItWasMadeIn() {
    Generator generator;
    try (Scope scope = Scope.open()) {
      generator = Generator.seeded(3);
    }
    assertThat(Tensor.rand(generator, 2).toFloats())
        .isEqualTo(Tensor.rand(Generator.seeded(3), 2).toFloats());
  }

  @Test
  void parallelThreadsDrawTheirOwnStreamsBitForBit() {
    List<float[]> alone = IntStream.range(0, 8).mapToObj(RandomTest::draw).toList();
    List<float[]> together =
        IntStream.range(0, 8).parallel().mapToObj(RandomTest::draw).toList();
    for (int i = 0; i < alone.size(); i++) {
      assertThat(together.get(i)).isEqualTo(alone.get(i));
    }
    assertThat(alone.get(0)).isNotEqualTo(alone.get(1));
  }

  private static float[] draw(int stream) {
    try (Scope scope = Scope.open()) {
      Generator generator = RandomKey.of(1).fold(stream).generator();
      Tensor sum = Tensor.zeros(100);
      for (int i = 0; i < 50; i++) {
        sum.add_(Tensor.randn(generator, 100)
            .mul_(Tensor.empty(DType.FLOAT32, 100).bernoulli_(0.5, generator)));
      }
      return sum.toFloats();
    }
  }

  @Test
  void distributionsHaveTheirMoments() {
    Generator generator = Generator.seeded(7);
    int n = 100_000;
    Tensor x = Tensor.empty(DType.FLOAT64, n);
    check(x.uniform_(2, 4, generator), 3, 1 / Math.sqrt(3));
    check(x.normal_(-1, 0.5, generator), -1, 0.5);
    check(x.bernoulli_(0.2, generator), 0.2, 0.4);
    check(x.exponential_(4, generator), 0.25, 0.25);
    check(Tensor.full(0.2, n).bernoulli(generator), 0.2, 0.4);
    check(Tensor.randint(generator, 0, 2, n).to(DType.FLOAT64), 0.5, 0.5);
    check(
        Tensor.of(3, 1).multinomial(n, true, generator).to(DType.FLOAT64), 0.25, Math.sqrt(3) / 4);
  }

  /** Within five standard errors. */
  private static void check(Tensor x, double mean, double deviation) {
    double error = deviation / Math.sqrt((double) x.numel());
    assertThat(x.mean().item()).isCloseTo(mean, within(5 * error));
    assertThat(x.std().item()).isCloseTo(deviation, within(10 * error));
  }
}
