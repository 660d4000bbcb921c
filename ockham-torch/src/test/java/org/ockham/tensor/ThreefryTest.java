package org.ockham.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The words pass tests of randomness that poor generators fail. */
final class ThreefryTest {

  private static final int WORDS = 1 << 20;
  /** Of some 300 deviations from N(0, 1) one is beyond this in fifty times; the seeds stay as they are. */
  private static final double GOOD = 4;
  /** No random words ever get there. */
  private static final double BAD = 8;

  private static int[] words(RandomKey key) {
    int[] words = new int[WORDS];
    int[] x0 = new int[Threefry.COUNTERS];
    int[] x1 = new int[Threefry.COUNTERS];
    int block = 2 * Threefry.COUNTERS;
    for (int at = 0; at < WORDS; at += block) {
      Threefry.block(key.value(), at / block, x0, x1);
      System.arraycopy(x0, 0, words, at, x0.length);
      System.arraycopy(x1, 0, words, at + x0.length, x1.length);
    }
    return words;
  }

  /** Random123's known answers for 13 rounds. */
  @Test
  void knownAnswers() {
    check(0, 0, 0x9d1c5ec6, 0x8bd50731);
    check(-1, -1, 0xfd36d048, 0x2d17272c);
    check(0x85a308d3_243f6a88L, 0x03707344_13198a2eL, 0xba3e4725, 0xf27d669e);
  }

  private static void check(long counter, long key, int word0, int word1) {
    int[] x0 = new int[Threefry.COUNTERS];
    int[] x1 = new int[Threefry.COUNTERS];
    Threefry.block(key, Math.floorDiv(counter, (long) Threefry.COUNTERS), x0, x1);
    int place = (int) Math.floorMod(counter, (long) Threefry.COUNTERS);
    assertThat(x0[place]).isEqualTo(word0);
    assertThat(x1[place]).isEqualTo(word1);
  }

  @TestFactory
  Stream<DynamicTest> wordsAreRandom() {
    return Stream.of(
            RandomKey.of(0), RandomKey.of(1), RandomKey.of(42).fold("mask").fold(7))
        .map(key -> DynamicTest.dynamicTest(key.toString(), () -> passes(words(key))));
  }

  /** Of seeds, steps, layers and calls that follow each other: what differs between them, and one word of each. */
  @TestFactory
  Stream<DynamicTest> neighbouringKeysAreIndependent() {
    RandomKey key = RandomKey.of(1).fold("mask");
    return Stream.of(
        neighbours(
            "seeds",
            RandomKey.of(1).fold("mask").fold(3),
            RandomKey.of(2).fold("mask").fold(3)),
        neighbours("steps", key.fold(3), key.fold(4)),
        neighbours("layers", key.fold(3).fold("drop0"), key.fold(3).fold("drop1")),
        neighbours(
            "draws of a layer",
            key.fold(3).fold("drop0").fold(0),
            key.fold(3).fold("drop0").fold(1)),
        neighbours("bare keys", new RandomKey(12), new RandomKey(13)),
        neighbours("bare keys in the high word", new RandomKey(1L << 40), new RandomKey(2L << 40)));
  }

  private static DynamicTest neighbours(String name, RandomKey one, RandomKey other) {
    return DynamicTest.dynamicTest(name, () -> {
      int[] a = words(one);
      int[] b = words(other);
      passes(each(i -> a[i] ^ b[i]));
      passes(each(i -> a[i] - b[i]));
      passes(each(i -> (i & 1) == 0 ? a[i >> 1] : b[i >> 1]));
    });
  }

  @Test
  void theSameElementOfManyKeysIsRandom() {
    int[] x0 = new int[Threefry.COUNTERS];
    int[] x1 = new int[Threefry.COUNTERS];
    int[] words = new int[1 << 17];
    for (int step = 0; step < words.length; step++) {
      Threefry.block(RandomKey.of(5).fold(step).value(), 0, x0, x1);
      words[step] = x0[0];
    }
    passes(words);
  }

  /** What the tests are worth. */
  @TestFactory
  Stream<DynamicTest> poorGeneratorsFail() {
    int[] good = words(RandomKey.of(0));
    int[] next = words(RandomKey.of(1));
    return Stream.of(
        poor("a count", i -> i),
        poor("multiples of the golden ratio", i -> i * 0x9E3779B9),
        poor("RANDU", randu()),
        poor("one mixing step too few", i -> {
          int h = i ^ (i >>> 16);
          return h * 0x21F0AAAD;
        }),
        poor("each word once", ThreefryTest::mixed),
        poor("one bit of hundred never set", i -> good[i] & ~(i % 100 == 0 ? 1 << 31 : 0)),
        poor("again after a block", i -> good[(i & 1023) | ((i >> 11) << 10)]),
        poor("keys that are only added", i -> mixed(i) ^ (mixed(i) ^ 0x5555)),
        poor("a hundredth of a neighbour's", i -> i % 100 == 0 ? 0 : good[i] ^ next[i]));
  }

  private static DynamicTest poor(String name, IntUnaryOperator generator) {
    return DynamicTest.dynamicTest(
        name, () -> assertThat(RandomnessTests.worst(each(generator))).isGreaterThan(BAD));
  }

  /** A good hash of 32 bits to 32, which so gives no word twice. */
  private static int mixed(int i) {
    int h = (i ^ (i >>> 16)) * 0x21F0AAAD;
    h = (h ^ (h >>> 15)) * 0xD35A2D97;
    return h ^ (h >>> 15);
  }

  private static IntUnaryOperator randu() {
    int[] state = {1};
    return i -> (state[0] *= 65539) << 1;
  }

  private static int[] each(IntUnaryOperator word) {
    return IntStream.range(0, WORDS).map(word).toArray();
  }

  private static void passes(int[] words) {
    RandomnessTests.deviations(words)
        .forEach((test, deviation) -> assertThat(Math.abs(deviation)).as(test).isLessThan(GOOD));
  }
}
