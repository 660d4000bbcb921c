package org.ockham.lab.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.RunResult;
import org.ockham.lab.statistics.Interval;

/**
 * A variant against the baseline, run by run: each pair has its seed, so its split, order and, where shapes agree, first weights in
 * common.
 *
 * <p>What is inferred is about training by these settings on these training images again, with another seed, judged by this test set:
 * seeds are a sample of all seeds, the test set is not one of all test sets, so nothing is corrected for it. Over folds the images
 * judged by differ too, and training images are shared between folds, which makes runs alike; there the variance is Nadeau and Bengio's,
 * and what is inferred is about other images of this kind.
 *
 * @param variant the variant's name
 * @param baseline the name of the one it is compared with
 * @param criterion the metric, the margin and the confidence
 * @param seeds the seeds of the pairs, in the order of the values; with folds each seed once for every fold
 * @param values the variant's metric less the baseline's for each pair, in the metric's own units
 * @param mean their mean
 * @param interval where the true mean lies, by Student's t; unknown where all values are equal
 * @param bootstrap the same by the bootstrap, which assumes no distribution, but some values; unknown there too and over folds
 * @param tP how likely a mean so far from 0 is without any difference, by the paired t test; where seeds are added as they are needed, by
 *     the test that may be looked at after each
 * @param wilcoxonP the same by Wilcoxon's signed ranks; NaN over folds
 * @param adjustedP the t test's after Holm's correction for all comparisons
 * @param effect the mean over the deviation of the values: Cohen's d of pairs
 * @param better how likely the variant's true mean is the better one, seen from these values alone; NaN where all are equal
 * @param equivalenceP how likely values so near 0 are if the difference were as large as the margin; NaN without a margin
 * @param isCorrected whether the variance is Nadeau and Bengio's, because training images overlap
 * @param comparisons how many variants are compared with the baseline
 * @param needed about how many seeds in all it takes to show a difference of this size; 0 if that cannot be said, as of folds and
 *     where seeds are added as they are needed
 * @param verdict what follows
 */
public record Difference(
    String variant,
    String baseline,
    Criterion criterion,
    List<Long> seeds,
    List<Double> values,
    double mean,
    Interval interval,
    Interval bootstrap,
    double tP,
    double wilcoxonP,
    double adjustedP,
    double effect,
    double better,
    double equivalenceP,
    boolean isCorrected,
    int comparisons,
    int needed,
    Verdict verdict) {

  public Difference {
    seeds = List.copyOf(seeds);
    values = List.copyOf(values);
  }

  /** The verdict as a sentence that stands by itself, in which a variant's name keeps its letters. */
  public String statement() {
    String sentence = verdict.sentence();
    return (sentence.startsWith(variant) ? sentence : ComparisonMarkdown.capital(sentence)) + ".";
  }

  /** As a tree of plain values, for JSON. */
  Map<String, @Nullable Object> entries() {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    entries.put("variant", variant);
    entries.put("baseline", baseline);
    entries.put("metric", criterion.metric());
    entries.put("verdict", verdict.kind().name().toLowerCase(java.util.Locale.ROOT));
    entries.put("sentence", verdict.sentence());
    entries.put("seeds", seeds);
    entries.put("values", values);
    Map<String, Double> numbers = new LinkedHashMap<>();
    numbers.put("mean", mean);
    numbers.put("low", interval.low());
    numbers.put("high", interval.high());
    numbers.put("bootstrapLow", bootstrap.low());
    numbers.put("bootstrapHigh", bootstrap.high());
    numbers.put("tP", tP);
    numbers.put("wilcoxonP", wilcoxonP);
    numbers.put("adjustedP", adjustedP);
    numbers.put("effect", effect);
    numbers.put("better", better);
    numbers.put("equivalenceP", equivalenceP);
    entries.putAll(RunResult.numbers(numbers));
    entries.put("corrected", isCorrected);
    entries.put("comparisons", comparisons);
    entries.put("needed", needed == 0 ? null : needed);
    return entries;
  }
}
