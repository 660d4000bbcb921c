package org.ockham.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.ockham.data.ArrayDataset;
import org.ockham.data.DataCheck;
import org.ockham.data.Targets;
import org.ockham.lab.statistics.PairedTTest;
import org.ockham.tensor.RandomKey;

/** One comparison's random numbers, and what is drawn with them. */
final class VerdictDraw {

  private static final double[] POOL = pool();
  private static final double SPREAD = PairedTTest.of(POOL).sd() * Math.sqrt(2);

  private final SplittableRandom random;

  VerdictDraw(SplittableRandom random) {
    this.random = random;
  }

  /** The standard deviation of a difference between two seeds of one variant. */
  double spread() {
    return SPREAD;
  }

  double[] differences(int n, double shift) {
    return variants(1, n, shift).get(0);
  }

  /** Of each variant, against a baseline that all share. */
  List<double[]> variants(int count, int n, double shift) {
    double[] base = accuracies(n);
    List<double[]> variants = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] variant = accuracies(n);
      Arrays.setAll(variant, j -> variant[j] - base[j] + shift);
      variants.add(variant);
    }
    return variants;
  }

  private double[] accuracies(int n) {
    double[] values = new double[n];
    Arrays.setAll(values, i -> POOL[RandomKey.below(random, POOL.length)]);
    return values;
  }

  /**
   * 10 repeats of 10 folds over 60 points of two classes in ten dimensions, all equally telling; one learner sees the
   * first five, the other the last five, so that neither is better.
   */
  double[] folds() {
    int n = 60;
    double[][] points = new double[n][10];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < 10; j++) {
        points[i][j] = normal() + (i % 2 == 0 ? 0.3 : -0.3);
      }
    }
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    double[] differences = new double[100];
    for (int repeat = 0; repeat < 10; repeat++) {
      for (int i = n - 1; i > 0; i--) {
        int other = RandomKey.below(random, i + 1);
        int kept = order[i];
        order[i] = order[other];
        order[other] = kept;
      }
      for (int fold = 0; fold < 10; fold++) {
        differences[10 * repeat + fold] =
            accuracy(points, order, fold, 0) - accuracy(points, order, fold, 5);
      }
    }
    return differences;
  }

  /** Of the nearest class mean in five dimensions from this one. */
  private static double accuracy(double[][] points, int[] order, int fold, int from) {
    double[][] sums = new double[2][10];
    int[] counts = new int[2];
    int size = order.length / 10;
    for (int i = 0; i < order.length; i++) {
      if (i / size != fold) {
        int label = order[i] % 2;
        counts[label]++;
        for (int j = from; j < from + 5; j++) {
          sums[label][j] += points[order[i]][j];
        }
      }
    }
    int right = 0;
    for (int i = fold * size; i < (fold + 1) * size; i++) {
      double[] distance = new double[2];
      for (int label = 0; label < 2; label++) {
        for (int j = from; j < from + 5; j++) {
          double gap = points[order[i]][j] - sums[label][j] / counts[label];
          distance[label] += gap * gap;
        }
      }
      right += (distance[0] <= distance[1] ? 0 : 1) == order[i] % 2 ? 1 : 0;
    }
    return (double) right / size;
  }

  /** A setting that was chosen, by its true accuracy, and the score by which it was chosen. */
  private record Chosen(double accuracy, double score) {}

  /**
   * The true difference between the settings that two sides choose, who try the same ones in the same order, on one noisy
   * validation score each, and keep the best. The true accuracy falls with the square of the distance from the best, a spread
   * at one unit of log rate.
   */
  double tuned(int trials, int baselineTrials) {
    double[] settings = new double[trials];
    Arrays.setAll(settings, i -> {
      double distance = normal();
      return -SPREAD * distance * distance;
    });
    return best(settings, trials).accuracy - best(settings, baselineTrials).accuracy;
  }

  private Chosen best(double[] settings, int trials) {
    Chosen best = new Chosen(0, Double.NEGATIVE_INFINITY);
    for (int i = 0; i < trials; i++) {
      double score = settings[i] + accuracies(1)[0];
      if (score > best.score) {
        best = new Chosen(settings[i], score);
      }
    }
    return best;
  }

  /** Of so many variants that are all as good as the baseline, the one with the largest mean difference. */
  double[] bestOf(int variants, int n) {
    return Collections.max(
        variants(variants, n, 0),
        Comparator.comparingDouble(values -> PairedTTest.of(values).mean()));
  }

  /** Whether {@link DataCheck} says that 20 test rows share one with 40 training rows, where so many do. */
  boolean duplicates(int planted) {
    float[][] train = rows(40);
    float[][] test = rows(20);
    for (int i = 0; i < planted; i++) {
      test[RandomKey.below(random, 20)] = train[RandomKey.below(random, 40)];
    }
    return !DataCheck.standard()
        .of(List.of(part("train", train), part("test", test)))
        .equal()
        .isEmpty();
  }

  private float[][] rows(int n) {
    float[][] rows = new float[n][5];
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) normal();
      }
    }
    return rows;
  }

  private static DataCheck.Part part(String name, float[][] rows) {
    int[] labels = new int[rows.length];
    Arrays.setAll(labels, i -> i % 2);
    return new DataCheck.Part(
        name, ArrayDataset.of(rows, labels, new Targets.Classes(List.of("even", "odd"))));
  }

  double[] normals(int n) {
    double[] values = new double[n];
    Arrays.setAll(values, i -> normal());
    return values;
  }

  long seed() {
    return random.nextLong();
  }

  /** A normal number, by Marsaglia's polar method. */
  private double normal() {
    double x;
    double radius;
    do {
      x = 2 * random.nextDouble() - 1;
      double y = 2 * random.nextDouble() - 1;
      radius = x * x + y * y;
    } while (radius >= 1 || radius == 0);
    return x * Math.sqrt(-2 * StrictMath.log(radius) / radius);
  }

  private static double[] pool() {
    try (BufferedReader file = new BufferedReader(new InputStreamReader(
        Objects.requireNonNull(
            VerdictDraw.class.getResourceAsStream("accuracies.csv"), "accuracies.csv"),
        StandardCharsets.UTF_8))) {
      return file.lines()
          .filter(line -> line.startsWith("none,"))
          .mapToDouble(line -> Double.parseDouble(line.split(",", -1)[2]))
          .toArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
