package org.ockham.lab.compare;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Makes verdicts of paired differences: the same rule for all variants, laid down before any is looked at. */
final class Verdicts {

  private static final Paired NOTHING = new Paired(
      Double.NaN,
      Interval.UNKNOWN,
      Interval.UNKNOWN,
      Double.NaN,
      Double.NaN,
      Double.NaN,
      Double.NaN,
      Double.NaN,
      0);

  private final Design design;
  private final Criterion criterion;
  private final String baseline;
  private final int comparisons;

  private Verdicts(Design design, String baseline, int comparisons) {
    this.design = design;
    this.criterion = design.criterion();
    this.baseline = baseline;
    this.comparisons = comparisons;
  }

  /**
   * A difference, with a verdict, for each variant.
   *
   * @param all the variants that are open, with their pairs
   * @param decided what was found at earlier looks, which counts for Holm's correction
   * @param look which look at the data this is, from 0
   */
  static List<Difference> of(
      List<Judge.Pairs> all,
      Collection<Difference> decided,
      String baseline,
      Design design,
      int look) {
    Verdicts verdicts = new Verdicts(design, baseline, all.size() + decided.size());
    double overlap = design.folds() == 0 ? 0 : 1.0 / (design.folds() - 1);
    List<Paired> found = all.stream()
        .map(pairs -> pairs.values().size() < 2
            ? NOTHING
            : Paired.of(pairs.array(), overlap, design.criterion()))
        .toList();
    double[] differing = holm(
        found.stream().mapToDouble(Paired::tP).toArray(),
        decided.stream().mapToDouble(Difference::tP).toArray());
    double[] equivalent = holm(
        found.stream().mapToDouble(Paired::equivalenceP).toArray(),
        decided.stream().mapToDouble(Difference::equivalenceP).toArray());
    List<Difference> differences = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      differences.add(verdicts.judge(
          all.get(i),
          found.get(i),
          Math.min(1, differing[i] * design.looks().size()),
          Math.min(1, equivalent[i] * design.looks().size())));
    }
    return differences;
  }

  private static double[] holm(double[] fresh, double[] before) {
    double[] all = DoubleStream.concat(DoubleStream.of(fresh), DoubleStream.of(before))
        .filter(p -> !Double.isNaN(p))
        .sorted()
        .toArray();
    double[] adjusted = new double[fresh.length];
    for (int i = 0; i < fresh.length; i++) {
      adjusted[i] = Double.isNaN(fresh[i]) ? Double.NaN : 0;
      for (int rank = 0; rank < all.length && all[rank] <= fresh[i]; rank++) {
        adjusted[i] = Math.max(adjusted[i], Math.min(1, (all.length - rank) * all[rank]));
      }
    }
    return adjusted;
  }

  private Difference judge(Judge.Pairs pairs, Paired found, double p, double equivalenceP) {
    double gain = criterion.gain(found.mean());
    double alpha = 1 - criterion.confidence();
    Verdict.Kind kind;
    if (pairs.values().size() < 2) {
      kind = Verdict.Kind.UNKNOWN;
    } else if (equivalenceP < alpha) {
      kind = Verdict.Kind.SAME;
    } else if (p < alpha) {
      kind = gain > 0 ? Verdict.Kind.BETTER : Verdict.Kind.WORSE;
    } else {
      kind = Verdict.Kind.UNDECIDED;
    }
    return new Difference(
        pairs.variant(),
        baseline,
        criterion,
        pairs.seeds(),
        pairs.values(),
        found.mean(),
        found.interval(),
        found.bootstrap(),
        found.tP(),
        found.wilcoxonP(),
        p,
        found.effect(),
        criterion.isHigherBetter() ? found.positive() : 1 - found.positive(),
        found.equivalenceP(),
        design.folds() > 0,
        comparisons,
        found.needed(),
        new Verdict(kind, sentence(kind, pairs, found, p)));
  }

  private String sentence(Verdict.Kind kind, Judge.Pairs pairs, Paired found, double p) {
    String variant = pairs.variant();
    return switch (kind) {
      case BETTER, WORSE ->
        variant + " is " + kind.words() + " than " + baseline + " by "
            + criterion.amount(found.mean()) + criterion.unit() + " ("
            + interval(found, Math.signum(found.mean()), false) + ", " + p(p) + ")";
      case SAME ->
        variant + " is the same as " + baseline + " within "
            + criterion.marginInWords() + " (" + criterion.signed(found.mean()) + criterion.unit()
            + ", " + interval(found, 1, true) + ")";
      case UNDECIDED ->
        "no difference between " + variant + " and " + baseline + " shown with "
            + runs(pairs) + " (" + criterion.signed(found.mean()) + criterion.unit() + ", "
            + interval(found, 1, true) + ", " + p(p) + ")"
            + (found.needed() > 0 ? "; about " + found.needed() + " needed" : "");
      case UNKNOWN ->
        "nothing can be said of " + variant + " beside " + baseline + ": "
            + pairs.values().size()
            + " pairs of runs tell no spread, and it takes at least 2, better 5";
    };
  }

  private String runs(Judge.Pairs pairs) {
    int seeds = (int) pairs.seeds().stream().distinct().count();
    return design.folds() == 0
        ? seeds + " seeds"
        : seeds + (seeds == 1 ? " repetition" : " repetitions") + " of " + design.folds()
            + " folds";
  }

  private String interval(Paired found, double sign, boolean signed) {
    double low = Math.min(sign * found.interval().low(), sign * found.interval().high());
    double high =
        Math.max(sign * found.interval().low(), sign * found.interval().high());
    return percent() + " % interval "
        + (signed ? criterion.signed(low) : minus(low)) + " to "
        + (signed ? criterion.signed(high) : minus(high));
  }

  private String minus(double value) {
    return criterion.number(value).replace('-', '−');
  }

  private String percent() {
    return String.format(Locale.ROOT, "%.4f", 100 * criterion.confidence())
        .replaceFirst("\\.?0+$", "");
  }

  private String p(double p) {
    return "p " + (p < 0.0001 ? "< 0.0001" : "= " + rounded(p))
        + (comparisons > 1 ? " after Holm's correction for " + comparisons + " comparisons" : "");
  }

  /** To one digit that counts below 0.01, to two above. */
  static String rounded(double p) {
    return String.format(Locale.ROOT, p < 0.00095 ? "%.4f" : p < 0.0095 ? "%.3f" : "%.2f", p);
  }
}
