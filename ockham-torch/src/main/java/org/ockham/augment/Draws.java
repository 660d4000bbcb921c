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

  /** From the normal distribution of mean 0 and deviation 1. */
  public double normal() {
    return Ziggurat.normal(random);
  }

  /** The numbers 0 to {@code size - 1} in a random order. */
  public int[] order(int size) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = below(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }

  /** From Beta(α, α). */
  public double beta(double alpha) {
    return dirichlet(alpha, 2)[0];
  }

  /** So many shares of 1, from the symmetric Dirichlet distribution of parameter α. */
  public double[] dirichlet(double alpha, int size) {
    double[] shares = new double[size];
    double sum = 0;
    for (int i = 0; i < size; i++) {
      shares[i] = gamma(alpha);
      sum += shares[i];
    }
    if (sum == 0) { // all underflowed, as they may for a small α: one of them has everything
      shares[below(size)] = 1;
      return shares;
    }
    for (int i = 0; i < size; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  /** Marsaglia, Tsang 2000; below 1 by Gamma(α) = Gamma(α + 1) · U^(1/α). */
  private double gamma(double alpha) {
    if (alpha < 1) {
      return gamma(alpha + 1) * StrictMath.pow(uniform(), 1 / alpha);
    }
    double d = alpha - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = normal();
      double root = 1 + c * x;
      double v = root * root * root;
      if (v > 0
          && StrictMath.log(1 - uniform()) < 0.5 * x * x + d - d * v + d * StrictMath.log(v)) {
        return d * v;
      }
    }
  }
}
