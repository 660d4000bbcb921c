package org.ockham.augment;

import java.util.SplittableRandom;
import org.ockham.tensor.RandomKey;

/**
 * The random numbers of one sample, drawn one after another: the same on every processor and Java version.
 */
public final class Draws {
  private final SplittableRandom random;

  private Draws(SplittableRandom random) {
    this.random = random;
  }

  /** The stream of a key. */
  public static Draws of(RandomKey key) {
    return new Draws(key.random());
  }

  /** Uniform from 0 up to, but not including, 1. */
  public double uniform() {
    return random.nextDouble();
  }

  /** Uniform from {@code low} to {@code high}. */
  public double uniform(double low, double high) {
    return low + (high - low) * random.nextDouble();
  }

  /** A whole number from 0 to {@code bound - 1}. */
  public int below(int bound) {
    return RandomKey.below(random, bound);
  }

  /** True with this probability. */
  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** 64 random bits. */
  public long bits() {
    return random.nextLong();
  }
}
