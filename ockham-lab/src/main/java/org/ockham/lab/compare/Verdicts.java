package org.ockham.lab.compare;

import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.ockham.lab.statistics.Bootstrap;
import org.ockham.lab.statistics.Decision;
import org.ockham.lab.statistics.Decisions;
import org.ockham.lab.statistics.EffectSize;
import org.ockham.lab.statistics.Interval;
import org.ockham.lab.statistics.PairedTTest;
import org.ockham.lab.statistics.SignedRankTest;

/** Says what {@link Decisions} makes of paired differences: the same rule for all variants, laid down before any is looked at. */
final class Verdicts {

  /** Beyond so many seeds their number is no plan any more. */
  private static final int MOST = 1000;

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

  /** A difference, with a verdict, for each variant. */
  static List<Difference> of(List<Judge.Pairs> all, String baseline, Design design) {
    int comparisons =
        (int) all.stream().filter(pairs -> pairs.values().size() >= 2).count();
    Verdicts verdicts = new Verdicts(design, baseline, comparisons);
    List<Decision> decisions =
        Decisions.of(all.stream().map(Judge.Pairs::array).toList(), design.rule());
    return IntStream.range(0, all.size())
        .mapToObj(i -> verdicts.difference(all.get(i), decisions.get(i)))
        .toList();
  }

  private Difference difference(Judge.Pairs pairs, Decision decision) {
    double[] values = pairs.array();
    boolean isKnown = values.length >= 2;
    boolean isFolded = design.folds() > 0;
    int needed = isKnown && decision.outcome() == Decision.Outcome.UNDECIDED
        ? Decisions.seedsNeeded(values, design.rule(), comparisons).orElse(0)
        : 0;
    boolean isSpread = isKnown && !decision.degenerate();
    double above = isSpread
        ? PairedTTest.overlapping(values, design.rule().overlap()).posterior(0).above()
        : Double.NaN;
    return new Difference(
        pairs.variant(),
        baseline,
        criterion,
        pairs.seeds(),
        pairs.values(),
        decision.mean(),
        decision.interval(),
        isSpread && !isFolded
            ? Bootstrap.of(values, criterion.confidence(), 0).interval()
            : Interval.unknown(criterion.confidence()),
        decision.p(),
        isKnown && !isFolded ? SignedRankTest.of(values).p() : Double.NaN,
        decision.adjustedP(),
        isKnown ? EffectSize.of(values).cohen() : Double.NaN,
        criterion.isHigherBetter() ? above : 1 - above,
        decision.sameP(),
        isFolded,
        comparisons,
        needed,
        verdict(pairs, decision, needed));
  }

  private Verdict verdict(Judge.Pairs pairs, Decision decision, int needed) {
    Verdict.Kind kind = pairs.values().size() < 2
        ? Verdict.Kind.UNKNOWN
        : switch (decision.outcome()) {
          case BETTER -> Verdict.Kind.BETTER;
          case WORSE -> Verdict.Kind.WORSE;
          case SAME -> Verdict.Kind.SAME;
          case UNDECIDED -> Verdict.Kind.UNDECIDED;
        };
    return new Verdict(kind, sentence(kind, pairs, decision, needed));
  }

  private String sentence(Verdict.Kind kind, Judge.Pairs pairs, Decision found, int needed) {
    String variant = pairs.variant();
    return switch (kind) {
      case BETTER, WORSE -> {
        double sign = criterion.isHigherBetter() == (kind == Verdict.Kind.BETTER) ? 1 : -1;
        yield variant + " is " + kind.words() + " than " + baseline + " by "
            + criterion.number(sign * found.mean()) + criterion.unit() + " ("
            + interval(found, criterion::number, sign) + p(found) + ")";
      }
      case SAME ->
        variant + " is the same as " + baseline + " within "
            + criterion.marginInWords() + " (" + criterion.signed(found.mean()) + criterion.unit()
            + ", " + interval(found, criterion::signed, 1) + ")";
      case UNDECIDED ->
        "no difference between " + variant + " and " + baseline + " shown with "
            + runs(pairs) + " (" + criterion.signed(found.mean()) + criterion.unit() + ", "
            + interval(found, criterion::signed, 1) + p(found) + ")" + needed(needed);
      case UNKNOWN ->
        "nothing can be said of " + variant + " beside " + baseline + ": "
            + pairs.values().size()
            + " pairs of runs tell no spread, and it takes at least 2, better 5";
    };
  }

  private static String needed(int seeds) {
    return seeds == 0
        ? ""
        : seeds > MOST ? "; more than " + MOST + " needed" : "; about " + seeds + " needed";
  }

  private String runs(Judge.Pairs pairs) {
    int seeds = (int) pairs.seeds().stream().distinct().count();
    return design.folds() == 0
        ? seeds + " seeds"
        : seeds + (seeds == 1 ? " repetition" : " repetitions") + " of " + design.folds()
            + " folds";
  }

  /** Where the true mean lies, times the sign, or why that is not known. */
  private String interval(Decision found, DoubleFunction<String> written, double sign) {
    if (isEarly(found)) {
      return "nothing is tested before " + design.firstLook() + " seeds";
    }
    if (found.degenerate()) {
      return "all differences are equal: a sign test";
    }
    if (!found.interval().isKnown()) {
      return "interval unknown";
    }
    double low = sign * found.interval().low();
    double high = sign * found.interval().high();
    return percent() + " % interval " + written.apply(Math.min(low, high)) + " to "
        + written.apply(Math.max(low, high));
  }

  private boolean isEarly(Decision found) {
    return design.isSequential() && found.n() < design.firstLook();
  }

  private String percent() {
    return String.format(Locale.ROOT, "%.4f", 100 * criterion.confidence())
        .replaceFirst("\\.?0+$", "");
  }

  /** The p-value with a comma before it; nothing where there was no test. */
  private String p(Decision found) {
    if (isEarly(found)) {
      return "";
    }
    String p = criterion.p(found.adjustedP());
    return ", p " + (p.startsWith("<") ? p : "= " + p)
        + (comparisons > 1 ? " after Holm's correction for " + comparisons + " comparisons" : "");
  }
}
