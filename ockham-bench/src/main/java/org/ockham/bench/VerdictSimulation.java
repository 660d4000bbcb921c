package org.ockham.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.ockham.file.AtomicFile;
import org.ockham.lab.statistics.Bootstrap;
import org.ockham.lab.statistics.Decision;
import org.ockham.lab.statistics.Decision.Outcome;
import org.ockham.lab.statistics.DecisionRule;
import org.ockham.lab.statistics.Decisions;
import org.ockham.lab.statistics.PairedTTest;
import org.ockham.lab.statistics.Power;
import org.ockham.lab.statistics.SignedRankTest;
import org.ockham.tensor.RandomKey;

/**
 * How often each path to a verdict claims a difference where there is none, and finds one that is there: comparisons made
 * of real test accuracies, drawn with replacement from what one variant reached over many seeds.
 *
 * <p>Arguments: {@code --write docs/statistics.md} puts the table between its two marks there instead of printing it.
 */
public final class VerdictSimulation {

  static final String BEGIN = "<!-- VerdictSimulation -->";
  static final String END = "<!-- end of VerdictSimulation -->";

  private static final int COMPARISONS = 4000;

  /** What is known of a line's share before it is simulated. */
  enum Kind {
    /** A path of the product: at most 5 % may be claims. */
    BOUND,
    /** The share is known, as a power is, or the false claims of looking again. */
    KNOWN,
    /** A way to fool oneself, or another rule, for comparison. */
    SHOWN
  }

  /**
   * A row of the table.
   *
   * @param name what is done
   * @param expected the share that is known, else 0.05
   * @param claims whether one comparison, drawn from this, ends in a claim
   */
  record Line(String name, Kind kind, double expected, Predicate<VerdictDraw> claims) {

    /** In what share of the comparisons it ends in a claim. */
    double share(int comparisons) {
      int claimed = 0;
      for (int i = 0; i < comparisons; i++) {
        claimed += claims.test(new VerdictDraw(RandomKey.of(13).fold(i).random())) ? 1 : 0;
      }
      return (double) claimed / comparisons;
    }

    private String row() {
      double share = share(COMPARISONS);
      return String.format(
          Locale.ROOT,
          "| %s | %.1f ± %.1f %% | %s |%n",
          name,
          100 * share,
          196 * Math.sqrt(share * (1 - share) / COMPARISONS),
          switch (kind) {
            case BOUND -> "at most 5 %";
            case KNOWN -> String.format(Locale.ROOT, "%.1f %%", 100 * expected);
            case SHOWN -> "";
          });
    }
  }

  private VerdictSimulation() {}

  /**
   * Prints the table, or writes it into a page.
   *
   * @param args none, or --write and the page
   * @throws IOException if the page cannot be read or written
   */
  public static void main(String... args) throws IOException {
    if (args.length == 0) {
      System.out.print(table());
    } else if (args.length == 2 && args[0].equals("--write")) {
      Path page = Path.of(args[1]);
      AtomicFile.write(page, between(Files.readString(page), table()));
    } else {
      throw new IllegalArgumentException(
          "the arguments are " + List.of(args) + ": give none, or --write and a page");
    }
  }

  /** The page with another table between its marks. */
  static String between(String page, String table) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin) {
      throw new IllegalArgumentException(
          "the page has not both marks in order: put " + BEGIN + " and " + END + " into it");
    }
    return page.substring(0, begin + BEGIN.length()) + "\n\n" + table + "\n" + page.substring(end);
  }

  static String table() {
    StringBuilder table = new StringBuilder("| path to a claim | claims of " + COMPARISONS
        + " comparisons | should be |\n|---|---:|---|\n");
    lines().forEach(line -> table.append(line.row()));
    return table.toString();
  }

  static List<Line> lines() {
    List<Line> lines = new ArrayList<>();
    fixed(lines);
    looking(lines);
    folded(lines);
    tuned(lines);
    planted(lines);
    return lines;
  }

  private static void fixed(List<Line> lines) {
    for (int n : new int[] {5, 10, 30}) {
      lines.add(bound(n + " seeds", d -> decides(d.variants(1, n, 0), DecisionRule.fixed())));
    }
    lines.add(bound(
        "10 seeds, Wilcoxon", d -> SignedRankTest.of(d.differences(10, 0)).p() <= 0.05));
    lines.add(
        bound("8 variants, 5 seeds", d -> decides(d.variants(8, 5, 0), DecisionRule.fixed())));
    lines.add(shown(
        "8 variants, 5 seeds, without Holm's correction",
        d -> d.variants(8, 5, 0).stream().anyMatch(v -> PairedTTest.of(v).p() <= 0.05)));
    lines.add(bound(
        "the same within a margin, truth on the margin, 20 seeds",
        d -> same(d.differences(20, d.spread()), DecisionRule.fixed().withMargin(d.spread()))));
    lines.add(shown("5 seeds, bootstrap interval without 0", d -> bootstrap(d, 5)));
    lines.add(shown("30 seeds, bootstrap interval without 0", d -> bootstrap(d, 30)));
  }

  private static void looking(List<Line> lines) {
    lines.add(bound("seeds auto:5..30", d -> sequential(d, 1, 0)));
    lines.add(bound("seeds auto:5..30, 8 variants", d -> sequential(d, 8, 0)));
    lines.add(bound(
        "the same within a margin, truth on the margin, auto:5..30",
        d -> same(
            d.differences(30, d.spread()), DecisionRule.sequential(5, 30).withMargin(d.spread()))));
    lines.add(shown(
        "Student's test after each of 5 to 30 seeds",
        d -> LookRules.everSignificant(d.differences(30, 0))));
    lines.add(shown(
        "Bayes factor of 20 after one of 5 to 30 seeds",
        d -> LookRules.everTwentyToOne(d.differences(30, 0))));
    double[] naive = {0.05, 0.082, 0.141, 0.193, 0.247, 0.274};
    int[] looks = {1, 2, 5, 10, 20, 28};
    for (int i = 0; i < looks.length; i++) {
      int most = looks[i];
      lines.add(known(
          "normal scores, z beyond ±1.96 at one of " + most + (most == 1 ? " look" : " looks"),
          naive[i],
          d -> LookRules.leaves(d.normals(most), most, n -> 1.959964)));
    }
    lines.add(known(
        "normal scores, Pocock's ±2.413 at one of 5 looks",
        0.05,
        d -> LookRules.leaves(d.normals(5), 5, n -> 2.413)));
    lines.add(known(
        "normal scores, O'Brien and Fleming's ±2.040·√(5/k) at one of 5 looks",
        0.05,
        d -> LookRules.leaves(d.normals(5), 5, n -> 2.040 * Math.sqrt(5.0 / n))));
    lines.add(bound(
        "normal differences, seeds auto:2..28",
        d -> decides(List.of(d.normals(28)), DecisionRule.sequential(2, 28))));
  }

  private static void folded(List<Line> lines) {
    lines.add(bound(
        "10 × 10 folds", d -> decides(List.of(d.folds()), DecisionRule.overlapping(1.0 / 9))));
    lines.add(
        shown("10 × 10 folds, Student's test", d -> PairedTTest.of(d.folds()).p() <= 0.05));
  }

  private static void tuned(List<Line> lines) {
    lines.add(bound(
        "both tuned with 20 trials, then 10 new seeds: the interval misses the true difference"
            + " of the two settings",
        d -> {
          double truth = d.tuned(20, 20);
          return !Decisions.of(List.of(d.differences(10, truth)), DecisionRule.fixed())
              .get(0)
              .interval()
              .contains(truth);
        }));
    lines.add(shown(
        "the same, a difference taken for one of the methods, tuned anew",
        d -> decides(List.of(d.differences(10, d.tuned(20, 20))), DecisionRule.fixed())));
    lines.add(shown(
        "the same, but only one side tuned",
        d -> decides(List.of(d.differences(10, d.tuned(20, 1))), DecisionRule.fixed())));
    lines.add(shown(
        "the best of 20 equal settings, judged by the 10 seeds that chose it",
        d -> decides(List.of(d.bestOf(20, 10)), DecisionRule.fixed())));
  }

  private static void planted(List<Line> lines) {
    lines.add(known(
        "a difference of one spread, 10 seeds: found",
        Power.ofDifference(1, 10, 0.05),
        d -> decides(d.variants(1, 10, d.spread()), DecisionRule.fixed())));
    lines.add(known(
        "a difference of half a spread, 34 seeds: found",
        Power.ofDifference(0.5, 34, 0.05),
        d -> decides(d.variants(1, 34, d.spread() / 2), DecisionRule.fixed())));
    lines.add(known(
        "no difference, margin of one spread, 12 seeds: shown to be the same",
        Power.ofEquivalence(0, 1, 12, 0.05),
        d -> same(d.differences(12, 0), DecisionRule.fixed().withMargin(d.spread()))));
    for (String size : List.of("half a", "three quarters of a")) {
      double share = size.equals("half a") ? 0.5 : 0.75;
      lines.add(shown(
          "a difference of " + size + " spread, auto:5..30: found",
          d -> sequential(d, 1, share * d.spread())));
      lines.add(shown(
          "the same, Bayes factor of 20: found",
          d -> LookRules.everTwentyToOne(d.differences(30, share * d.spread()))));
    }
    lines.add(known("one test row that is a training row: found", 1, d -> d.duplicates(1)));
    lines.add(known("no such row: found", 0, d -> d.duplicates(0)));
  }

  private static Line bound(String name, Predicate<VerdictDraw> claims) {
    return new Line(name, Kind.BOUND, 0.05, claims);
  }

  private static Line known(String name, double expected, Predicate<VerdictDraw> claims) {
    return new Line(name, Kind.KNOWN, expected, claims);
  }

  private static Line shown(String name, Predicate<VerdictDraw> claims) {
    return new Line(name, Kind.SHOWN, 0.05, claims);
  }

  private static boolean decides(List<double[]> variants, DecisionRule rule) {
    return Decisions.of(variants, rule).stream()
        .map(Decision::outcome)
        .anyMatch(outcome -> outcome == Outcome.BETTER || outcome == Outcome.WORSE);
  }

  /** After the last seed: a claim once made at a look stays made, so this counts the claims of all looks. */
  private static boolean sequential(VerdictDraw draw, int variants, double shift) {
    return decides(draw.variants(variants, 30, shift), DecisionRule.sequential(5, 30));
  }

  private static boolean same(double[] differences, DecisionRule rule) {
    return Decisions.of(List.of(differences), rule).get(0).outcome() == Outcome.SAME;
  }

  private static boolean bootstrap(VerdictDraw draw, int n) {
    return !Bootstrap.of(draw.differences(n, 0), 0.95, draw.seed()).interval().contains(0);
  }
}
