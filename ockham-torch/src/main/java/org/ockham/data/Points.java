package org.ockham.data;

import java.util.List;
import org.ockham.augment.Draws;
import org.ockham.check.Check;
import org.ockham.tensor.RandomKey;

/**
 * Points of the plane in two classes, {@code -1} and {@code 1}, for networks whose decisions can be drawn. Point {@code i} of a seed is
 * always the same, however many are asked for, on every machine. Inputs are {@code [x1, x2]}.
 */
public enum Points {
  /** Uniform in [−1, 1]², apart from a band of width 0.2 along the line x1 + 2·x2 = 0.2, which separates the classes. */
  SEPARABLE("points-separable", "points that a line separates, with a margin"),
  /** Uniform in [−1, 1]², but no nearer than 0.1 to an axis; the class is the sign of x1·x2, so that no line separates them. */
  XOR("points-xor", "points in four quarters, of the classes in turn: no line separates them"),
  /** Uniform in [−1, 1]²; the class is 1 where x1³ is below x2. */
  CUBIC("points-cubic", "points below and above a cubic"),
  /** Two half circles of radius 1 that reach into each other, with normal noise of deviation 0.1. */
  MOONS("points-moons", "points on two half circles that reach into each other");

  private static final int TRAIN = 2_000;
  private static final int TEST = 1_000;
  private static final double MARGIN = 0.1;
  private static final double NOISE = 0.1;
  private static final Targets.Classes CLASSES = Targets.classes("-1", "1");

  private final String word;
  private final String summary;

  Points(String word, String summary) {
    this.word = word;
    this.summary = summary;
  }

  /** What {@link Datasets} knows them by. */
  public String word() {
    return word;
  }

  /**
   * So many of a seed.
   *
   * @param size at least 1
   */
  public Dataset draw(long seed, int size) {
    float[] inputs = new float[2 * Check.positive("size", size)];
    int[] labels = new int[size];
    for (int i = 0; i < size; i++) {
      labels[i] = put(Draws.of(RandomKey.of(seed).fold(word).fold(i)), inputs, 2 * i);
    }
    return ArrayDataset.of(inputs, new long[] {2}, labels, CLASSES);
  }

  /** Draws a point to its place; its class. */
  private int put(Draws draws, float[] inputs, int at) {
    if (this == MOONS) {
      int label = draws.below(2);
      double angle = StrictMath.PI * draws.uniform();
      double x = label == 0 ? StrictMath.cos(angle) : 1 - StrictMath.cos(angle);
      double y = label == 0 ? StrictMath.sin(angle) : 0.5 - StrictMath.sin(angle);
      inputs[at] = (float) (x + NOISE * draws.normal());
      inputs[at + 1] = (float) (y + NOISE * draws.normal());
      return label;
    }
    while (true) {
      float x = (float) draws.uniform(-1, 1);
      float y = (float) draws.uniform(-1, 1);
      double side = side(x, y);
      if (side != 0) {
        inputs[at] = x;
        inputs[at + 1] = y;
        return side > 0 ? 1 : 0;
      }
    }
  }

  /** Over 0 where the class is 1, below it where it is -1; 0 where there are no points. */
  private double side(double x, double y) {
    return switch (this) {
      case SEPARABLE -> {
        double distance = (x + 2 * y - 0.2) / Math.sqrt(5);
        yield Math.abs(distance) < MARGIN ? 0 : distance;
      }
      case XOR -> Math.min(Math.abs(x), Math.abs(y)) < MARGIN ? 0 : x * y;
      case CUBIC -> y > x * x * x ? 1 : -1;
      case MOONS -> throw new IllegalStateException("moons have no line between them");
    };
  }

  static List<Datasets.Known> known() {
    return List.of(values()).stream()
        .map(points -> new Datasets.Known(
            new Datasets.Listing(points.word, points.summary, TRAIN, TEST, 0, List.of(2L), CLASSES),
            source -> NamedSet.of(points.word, points.draw(1, TRAIN), points.draw(2, TEST)),
            source -> true))
        .toList();
  }
}
