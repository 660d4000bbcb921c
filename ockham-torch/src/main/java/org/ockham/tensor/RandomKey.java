package org.ockham.tensor;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/**
 * Names a stream of random numbers. A key is a value: {@code RandomKey.of(seed).fold("init").fold("fc1.weight")} is always
 * the same stream, whoever asks, in whatever order and on whatever thread. The model is JAX's {@code PRNGKey} and
 * {@code fold_in}.
 *
 * @param value 64 mixed bits
 */
public record RandomKey(long value) {

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  /** The root of all streams of one seed. */
  public static RandomKey of(long seed) {
    return new RandomKey(mix(seed + GOLDEN));
  }

  /** The stream of this number below this key. */
  public RandomKey fold(long number) {
    // The key is mixed once more than the number: else (seed 1, epoch 2) would be (seed 2, epoch
    // 1).
    return new RandomKey(mix(mix(value + GOLDEN) ^ mix(number + GOLDEN)));
  }

  /** The stream of this name below this key (FNV-1a of its UTF-8 bytes). */
  public RandomKey fold(String name) {
    long hash = 0xCBF29CE484222325L;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
    }
    return fold(hash);
  }

  /** Random numbers for tensors. */
  public Generator generator() {
    return Generator.seeded(value);
  }

  /** Random numbers for Java. */
  public SplittableRandom random() {
    return new SplittableRandom(value);
  }

  /** A number from 0 to {@code bound - 1}: the high half of a product (Lemire 2019), biased by less than 2^-32. */
  public static int below(SplittableRandom random, int bound) {
    return (int) Math.multiplyHigh(random.nextLong() >>> 1, 2L * bound);
  }

  /** The finaliser of SplitMix64 (Steele, Lea, Flood 2014): every bit of the input changes half of the output's. */
  private static long mix(long z) {
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
