package org.ockham.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import org.ockham.lab.statistics.Bootstrap;
import org.ockham.lab.statistics.Decision;
import org.ockham.lab.statistics.Decision.Outcome;
import org.ockham.lab.statistics.DecisionRule;
import org.ockham.lab.statistics.Decisions;
import org.ockham.lab.statistics.PairedTTest;
import org.ockham.lab.statistics.SignedRankTest;
import org.ockham.tensor.RandomKey;

/**
 * How often each path to a verdict claims a difference where there is none, and finds one that is there: comparisons made
 * of real test accuracies, drawn with replacement from what one variant reached over many seeds. Prints the table of
 * docs/statistics.md.
 *
 * <p>Argument: the number of comparisons, 1000 if not given.
 */
public final class VerdictSimulation {

  /** A path: whether one comparison, drawn from this, ends in a claim. */
  interface Path {
    boolean claims(Draw draw);
  }

  /** A path with its name, the share expected and whether that is a bound or a target. */
  record Line(String name, String expected, Path path) {}

  private static final double[] POOL = pool();

  private VerdictSimulation() {}

  /**
   * Prints the table.
   *
   * @param args the number of comparisons
   */
  public static void main(String... args) {
    int comparisons = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
    System.out.println("| path to a verdict | claims of " + comparisons + " | expected |");
    System.out.println("|---|---:|---|");
    for (Line line : lines()) {
      double share = share(line.path(), comparisons);
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f ± %.1f %% | %s |%n",
          line.name(),
          100 * share,
          196 * Math.sqrt(share * (1 - share) / comparisons),
          line.expected());
    }
  }

  /** In what share of the comparisons the path ends in a claim. */
  static double share(Path path, int comparisons) {
    int claims = 0;
    for (int i = 0; i < comparisons; i++) {
      claims += path.claims(new Draw(RandomKey.of(13).fold(i).random())) ? 1 : 0;
    }
    return (double) claims / comparisons;
  }

  static List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    String bound = "at most 5 %";
    String fooled = "(fooled)";
    lines.add(new Line(
        "5 seeds, t-test", bound, d -> decides(d.variants(1, 5, 0), DecisionRule.fixed())));
    lines.add(new Line(
        "10 seeds, t-test", bound, d -> decides(d.variants(1, 10, 0), DecisionRule.fixed())));
    lines.add(new Line(
        "10 seeds, Wilcoxon",
        bound,
        d -> SignedRankTest.of(d.differences(10, 0)).p() <= 0.05));
    lines.add(
        new Line("30 seeds, bootstrap interval without 0", "near 5 %", d -> bootstrap(d, 30)));
    lines.add(new Line("5 seeds, bootstrap interval without 0", fooled, d -> bootstrap(d, 5)));
    lines.add(new Line(
        "8 variants, 5 seeds, Holm",
        bound,
        d -> decides(d.variants(8, 5, 0), DecisionRule.fixed())));
    lines.add(new Line(
        "8 variants, 5 seeds, none corrected",
        fooled,
        d -> d.variants(8, 5, 0).stream().anyMatch(v -> PairedTTest.of(v).p() <= 0.05)));
    lines.add(new Line("seeds auto:5..30, 1 variant", bound, d -> sequential(d, 1, 0)));
    lines.add(new Line("seeds auto:5..30, 8 variants", bound, d -> sequential(d, 8, 0)));
    lines.add(
        new Line("an ordinary t-test after each of 5..30 seeds", fooled, VerdictSimulation::peeks));
    lines.add(new Line(
        "the same within a margin, truth on the margin, 20 seeds",
        bound,
        d -> same(d.differences(20, d.spread()), DecisionRule.fixed().withMargin(d.spread()))));
    lines.add(new Line(
        "the same within a margin, truth on the margin, auto:5..30",
        bound,
        d -> same(
            d.differences(30, d.spread()), DecisionRule.sequential(5, 30).withMargin(d.spread()))));
    lines.add(new Line(
        "10 × 10 folds, Nadeau and Bengio",
        bound,
        d -> decides(List.of(d.folds()), DecisionRule.overlapping(1.0 / 9))));
    lines.add(new Line(
        "10 × 10 folds, ordinary t-test", fooled, d -> PairedTTest.of(d.folds()).p() <= 0.05));
    lines.add(
        new Line("both tuned with 20 trials, then 10 seeds", bound, d -> d.tuned(20, 20, false)));
    lines.add(new Line("only one tuned, then 10 seeds", fooled, d -> d.tuned(20, 1, false)));
    lines.add(new Line(
        "the best of 20 trials against the baseline's run, by the trials' own score",
        fooled,
        d -> d.tuned(20, 1, true)));
    lines.add(new Line(
        "a difference of one spread, 10 seeds: found",
        "80.3 %, the power",
        d -> decides(d.variants(1, 10, d.spread()), DecisionRule.fixed())));
    lines.add(new Line(
        "a difference of half a spread, 34 seeds: found",
        "80.8 %, the power",
        d -> decides(d.variants(1, 34, d.spread() / 2), DecisionRule.fixed())));
    lines.add(new Line(
        "a difference of one spread, auto:5..30: found",
        "more than with 10 seeds",
        d -> sequential(d, 1, d.spread())));
    return lines;
  }

  private static boolean decides(List<double[]> variants, DecisionRule rule) {
    return Decisions.of(variants, rule).stream()
        .map(Decision::outcome)
        .anyMatch(outcome -> outcome == Outcome.BETTER || outcome == Outcome.WORSE);
  }

  /** After the last seed: a claim once made at a look stays made, so this counts the claims of all looks. */
  private static boolean sequential(Draw draw, int variants, double shift) {
    return decides(draw.variants(variants, 30, shift), DecisionRule.sequential(5, 30));
  }

  private static boolean peeks(Draw draw) {
    double[] all = draw.differences(30, 0);
    for (int n = 5; n <= 30; n++) {
      if (PairedTTest.of(Arrays.copyOf(all, n)).p() <= 0.05) {
        return true;
      }
    }
    return false;
  }

  private static boolean same(double[] differences, DecisionRule rule) {
    return Decisions.of(List.of(differences), rule).get(0).outcome() == Outcome.SAME;
  }

  private static boolean bootstrap(Draw draw, int n) {
    return !Bootstrap.of(draw.differences(n, 0), 0.95, draw.random.nextLong())
        .interval()
        .contains(0);
  }

  /** One comparison's random numbers, and what is drawn with them. */
  static final class Draw {
    private static final double SPREAD = spread(POOL) * Math.sqrt(2);

    private final SplittableRandom random;

    Draw(SplittableRandom random) {
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

    /**
     * Each tries settings, whose true accuracy falls with the square of the distance from the best (a spread at one unit of
     * log rate), keeps the one with the best validation accuracy, and is then run over 10 seeds. Both see the same settings
     * in the same order.
     */
    boolean tuned(int trials, int baselineTrials, boolean byTheTrials) {
      double[] settings = new double[trials];
      Arrays.setAll(settings, i -> {
        double distance = normal();
        return -SPREAD * distance * distance;
      });
      double[] one = best(settings, trials);
      double[] other = best(settings, baselineTrials);
      if (byTheTrials) {
        return one[1] > other[1] + SPREAD; // one spread more, on one run each
      }
      return decides(List.of(differences(10, one[0] - other[0])), DecisionRule.fixed());
    }

    private double[] best(double[] settings, int trials) {
      double[] best = {0, Double.NEGATIVE_INFINITY};
      for (int i = 0; i < trials; i++) {
        double score = settings[i] + accuracies(1)[0];
        if (score > best[1]) {
          best = new double[] {settings[i], score};
        }
      }
      return best;
    }

    private double normal() {
      double sum = -6;
      for (int i = 0; i < 12; i++) {
        sum += random.nextDouble();
      }
      return sum;
    }

    private static double spread(double[] values) {
      return PairedTTest.of(values).sd();
    }
  }

  private static double[] pool() {
    try (BufferedReader file = new BufferedReader(new InputStreamReader(
        Objects.requireNonNull(
            VerdictSimulation.class.getResourceAsStream("accuracies.csv"), "accuracies.csv"),
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
