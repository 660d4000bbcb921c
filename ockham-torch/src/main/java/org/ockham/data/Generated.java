package org.ockham.data;

import org.ockham.augment.Draws;
import org.ockham.check.Check;
import org.ockham.tensor.RandomKey;

/**
 * Small sets whose answers are known, made by a formula and a seed: to teach, to look at decision boundaries, to test. Sample {@code
 * i} of a seed is always the same, however many are asked for, and the classes take turns. The models are scikit-learn's <a
 * href="https://scikit-learn.org/stable/datasets/sample_generators.html">generators</a>, but for places along a curve, which are
 * drawn, not evenly spaced.
 *
 * <p>Noise is the deviation of a normal distribution that is added to each coordinate, at least 0.
 */
public final class Generated {

  private Generated() {}

  /** Places one point of the plane. */
  private interface Formula {
    void write(int index, Draws draws, double[] point);
  }

  /** Two interleaved half circles of radius 1, class 0 around (0, 0) and class 1 around (1, 0.5) ({@code make_moons}). */
  public static ArrayDataset twoMoons(int n, double noise, long seed) {
    Check.notNegative("noise", noise);
    return classes("two moons", n, 2, seed, (i, draws, point) -> {
      double angle = draws.uniform(0, Math.PI);
      boolean upper = i % 2 == 0;
      point[0] =
          (upper ? StrictMath.cos(angle) : 1 - StrictMath.cos(angle)) + noise * draws.normal();
      point[1] =
          (upper ? StrictMath.sin(angle) : 0.5 - StrictMath.sin(angle)) + noise * draws.normal();
    });
  }

  /**
   * A circle of radius 1 (class 0) and one inside it (class 1) ({@code make_circles}).
   *
   * @param factor the inner one's radius, in (0, 1); customary 0.8
   */
  public static ArrayDataset circles(int n, double factor, double noise, long seed) {
    Check.notNegative("noise", noise);
    if (!(factor > 0 && factor < 1)) {
      throw new IllegalArgumentException("factor is " + factor + ": it must lie in (0, 1)");
    }
    return classes("circles", n, 2, seed, (i, draws, point) -> {
      double angle = draws.uniform(0, 2 * Math.PI);
      double radius = i % 2 == 0 ? 1 : factor;
      point[0] = radius * StrictMath.cos(angle) + noise * draws.normal();
      point[1] = radius * StrictMath.sin(angle) + noise * draws.normal();
    });
  }

  /**
   * Normal clouds around centres that are uniform in [−10, 10]² ({@code make_blobs}).
   *
   * @param centers how many, each a class
   * @param std the deviation of each coordinate; customary 1
   */
  public static ArrayDataset blobs(int n, int centers, double std, long seed) {
    Check.positive("centers", centers);
    Check.notNegative("std", std);
    RandomKey places = RandomKey.of(seed).fold("blob centres");
    return classes("blobs", n, centers, seed, (i, draws, point) -> {
      Draws centre = Draws.of(places.fold(i % centers));
      point[0] = centre.uniform(-10, 10) + std * draws.normal();
      point[1] = centre.uniform(-10, 10) + std * draws.normal();
    });
  }

  /**
   * Arms that wind around the origin once as the radius grows from 0 to 1, one class each: radius r lies at the angle 2π (r +
   * arm / arms).
   */
  public static ArrayDataset spirals(int n, int arms, double noise, long seed) {
    Check.positive("arms", arms);
    Check.notNegative("noise", noise);
    return classes("spirals", n, arms, seed, (i, draws, point) -> {
      double radius = draws.uniform();
      double angle = 2 * Math.PI * (radius + (double) (i % arms) / arms);
      point[0] = radius * StrictMath.cos(angle) + noise * draws.normal();
      point[1] = radius * StrictMath.sin(angle) + noise * draws.normal();
    });
  }

  /** The four corners of the unit square: (0, 0), (1, 1) of class 0 and (0, 1), (1, 0) of class 1. No line parts them. */
  public static ArrayDataset xor() {
    return xor(4, 0, 0);
  }

  /** The corners of the unit square, by turns and with noise: class 1 if exactly one coordinate was 1 before the noise. */
  public static ArrayDataset xor(int n, double noise, long seed) {
    Check.notNegative("noise", noise);
    return classes("xor", n, 2, seed, (i, draws, point) -> {
      int first = (i >> 1) & 1;
      point[0] = first + noise * draws.normal();
      point[1] = (first ^ (i & 1)) + noise * draws.normal();
    });
  }

  /** Points uniform in [−1, 1]², class 1 where x₁³ &lt; x₂: about half of them. The classes do not take turns. */
  public static ArrayDataset cubicBoundary(int n, long seed) {
    return points("cubic boundary", n, seed, 0, (x, y) -> (double) y - (double) x * x * x);
  }

  /**
   * Points uniform in [−1, 1]², class 1 on one side of a line through the square and class 0 on the other, none nearer to the line
   * than a margin: a perceptron with a bias finds such a line after at most 3.12 / margin² mistakes (Novikoff 1962). The classes do
   * not take turns.
   *
   * @param margin the least distance, from 0 to 0.5
   */
  public static ArrayDataset separable(int n, double margin, long seed) {
    Check.between("margin", margin, 0, 0.5);
    Draws draws = Draws.of(RandomKey.of(seed).fold("separating line"));
    double angle = draws.uniform(0, 2 * Math.PI);
    double a = StrictMath.cos(angle);
    double b = StrictMath.sin(angle);
    double offset = draws.uniform(-0.2, 0.2);
    return points("separable", n, seed, margin, (x, y) -> a * x + b * y + offset);
  }

  /**
   * {@code y = weights · x + bias + noise}, with x from the standard normal distribution ({@code make_regression}).
   *
   * @param weights one an input
   */
  public static ArrayDataset linearRegression(
      int n, double[] weights, double bias, double noise, long seed) {
    Check.positive("the number of weights", weights.length);
    Check.notNegative("noise", noise);
    float[] inputs = new float[size(n) * weights.length];
    float[] values = new float[n];
    RandomKey key = RandomKey.of(seed).fold("linear regression");
    for (int i = 0; i < n; i++) {
      Draws draws = Draws.of(key.fold(i));
      double y = bias;
      for (int j = 0; j < weights.length; j++) {
        float x = (float) draws.normal();
        inputs[i * weights.length + j] = x;
        y += weights[j] * x;
      }
      values[i] = (float) (y + noise * draws.normal());
    }
    return ArrayDataset.of(inputs, new long[] {weights.length}, values, 1);
  }

  /** Sample i has the class i modulo their number. */
  private static ArrayDataset classes(String name, int n, int classes, long seed, Formula formula) {
    float[] inputs = new float[2 * size(n)];
    int[] labels = new int[n];
    RandomKey key = RandomKey.of(seed).fold(name);
    double[] point = new double[2];
    for (int i = 0; i < n; i++) {
      formula.write(i, Draws.of(key.fold(i)), point);
      inputs[2 * i] = (float) point[0];
      inputs[2 * i + 1] = (float) point[1];
      labels[i] = i % classes;
    }
    return ArrayDataset.of(inputs, new long[] {2}, labels, Targets.classes(classes));
  }

  /** Positive on class 1's side. */
  private interface Side {
    double of(float x, float y);
  }

  /** Points of [−1, 1]², drawn until they are far enough from the boundary. */
  private static ArrayDataset points(String name, int n, long seed, double margin, Side side) {
    float[] inputs = new float[2 * size(n)];
    int[] labels = new int[n];
    RandomKey key = RandomKey.of(seed).fold(name);
    for (int i = 0; i < n; i++) {
      Draws draws = Draws.of(key.fold(i));
      double where;
      do {
        inputs[2 * i] = (float) draws.uniform(-1, 1);
        inputs[2 * i + 1] = (float) draws.uniform(-1, 1);
        where = side.of(inputs[2 * i], inputs[2 * i + 1]);
      } while (Math.abs(where) < margin);
      labels[i] = where > 0 ? 1 : 0;
    }
    return ArrayDataset.of(inputs, new long[] {2}, labels, Targets.classes(2));
  }

  private static int size(int n) {
    return (int) Check.between("n", n, 1, 10_000_000);
  }
}
