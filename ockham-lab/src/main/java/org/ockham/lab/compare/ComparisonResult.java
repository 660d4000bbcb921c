package org.ockham.lab.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.Environment;
import org.ockham.lab.RunResult;
import org.ockham.lab.recipe.Variant;

/**
 * Everything that came of a comparison: each run with its history, and which runs there are none of.
 *
 * @param recipe the recipe's name
 * @param about what it is for
 * @param variants the compared variants with the settings that they were run with, the one the others are compared with first
 * @param seeds the seeds that were run, the same for each variant, but that one whose verdict was decided early has the first of them only
 * @param runs the finished runs, by seed and then in the order of the variants
 * @param failures the runs that failed
 * @param interrupted whether it was cut short: then some runs are missing
 * @param environment where it was computed
 * @param seconds how long it took
 * @param design how it was done
 * @param tuned what was found for each variant before the seeds were run; empty if nothing was searched
 * @param variations how much of the spread each kind of chance makes; empty if that was not asked
 * @param notices what whoever reads the verdicts must know of how they came about, in sentences
 * @param baselines what is reached without a network, or with the simplest
 */
public record ComparisonResult(
    String recipe,
    String about,
    List<Variant> variants,
    List<Long> seeds,
    List<RunResult> runs,
    List<RunFailure> failures,
    boolean interrupted,
    Environment environment,
    double seconds,
    Design design,
    List<Tuned> tuned,
    List<Variation> variations,
    List<String> notices,
    List<Baseline> baselines) {

  public ComparisonResult {
    variants = List.copyOf(variants);
    seeds = List.copyOf(seeds);
    runs = List.copyOf(runs);
    failures = List.copyOf(failures);
    tuned = List.copyOf(tuned);
    variations = List.copyOf(variations);
    notices = List.copyOf(notices);
    baselines = List.copyOf(baselines);
  }

  /** Without baselines. */
  public ComparisonResult(
      String recipe,
      String about,
      List<Variant> variants,
      List<Long> seeds,
      List<RunResult> runs,
      List<RunFailure> failures,
      boolean interrupted,
      Environment environment,
      double seconds,
      Design design,
      List<Tuned> tuned,
      List<Variation> variations,
      List<String> notices) {
    this(
        recipe,
        about,
        variants,
        seeds,
        runs,
        failures,
        interrupted,
        environment,
        seconds,
        design,
        tuned,
        variations,
        notices,
        List.of());
  }

  /** How many runs over the seeds were planned for the seeds that were run. */
  public int planned() {
    return variants.size() * seeds.size() * Math.max(1, design.folds());
  }

  /** The finished runs of a variant, by seed and fold. */
  public List<RunResult> runs(Variant variant) {
    return runs.stream().filter(run -> run.variant().equals(variant.name())).toList();
  }

  /** What variants are judged by. */
  public Criterion criterion() {
    return design.criterion();
  }

  /** One line for each variant. */
  public List<VariantSummary> summaries() {
    Variant base = variants.get(0);
    return variants.stream()
        .map(variant -> VariantSummary.of(
            variant,
            base,
            runs(variant),
            criterion(),
            tuned.stream()
                .filter(each -> each.variant().equals(variant.name()))
                .findFirst()
                .orElse(null)))
        .toList();
  }

  /** Every variant but the first against the first, in their order, with a verdict on each. */
  public List<Difference> differences() {
    return Judge.of(variants, design).differences(runs);
  }

  /** As a tree of plain values, for JSON. */
  public Map<String, @Nullable Object> entries() {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    entries.put("recipe", recipe);
    entries.put("about", about);
    entries.put("seeds", seeds);
    entries.put("interrupted", interrupted);
    entries.put("notices", notices);
    entries.put("differences", differences().stream().map(Difference::entries).toList());
    entries.put("seconds", seconds);
    entries.put("design", design.entries());
    entries.put("environment", environment.entries());
    entries.put(
        "variants",
        summaries().stream()
            .map(summary -> summary.entries(criterion().confidence()))
            .toList());
    entries.put(
        "variations",
        variations.stream()
            .map(variation -> {
              Map<String, @Nullable Object> one = new LinkedHashMap<>();
              one.put("variant", variation.variant());
              one.put("chance", variation.chance().name().toLowerCase(Locale.ROOT));
              one.put("metric", criterion().metric());
              one.putAll(VariantSummary.entries(variation.spread(), criterion().confidence()));
              one.put("runs", variation.runs().stream().map(RunResult::entries).toList());
              return one;
            })
            .toList());
    entries.put(
        "baselines", baselines.stream().map(each -> each.entries(criterion())).toList());
    entries.put("failures", failures.stream().map(RunFailure::entries).toList());
    entries.put("runs", runs.stream().map(RunResult::entries).toList());
    return entries;
  }
}
