package org.ockham.lab.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.Environment;
import org.ockham.lab.RunResult;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;

/**
 * Everything that came of a comparison: each run with its history, and which runs there are none of.
 *
 * @param recipe the recipe's name
 * @param about what it is for
 * @param variants the compared variants, the one the others are compared with first
 * @param seeds the seeds, the same for each variant
 * @param runs the finished runs, by seed and then in the order of the variants
 * @param failures the runs that failed
 * @param interrupted whether it was cut short: then some runs are missing
 * @param environment where it was computed
 * @param seconds how long it took
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
    double seconds) {

  /** The metrics a comparison reports, in the order in which to show them. */
  public static final List<String> TAGS =
      List.of("val/accuracy", "val/loss", "test/accuracy", "test/loss");

  public ComparisonResult {
    variants = List.copyOf(variants);
    seeds = List.copyOf(seeds);
    runs = List.copyOf(runs);
    failures = List.copyOf(failures);
  }

  static ComparisonResult of(
      Recipe recipe,
      List<Variant> variants,
      List<Long> seeds,
      List<RunResult> runs,
      List<RunFailure> failures,
      boolean interrupted,
      Environment environment,
      double seconds) {
    return new ComparisonResult(
        recipe.name(),
        recipe.about(),
        variants,
        seeds,
        runs,
        failures,
        interrupted,
        environment,
        seconds);
  }

  /** The finished runs of a variant, by seed. */
  public List<RunResult> runs(Variant variant) {
    return runs.stream().filter(run -> run.variant().equals(variant.name())).toList();
  }

  /** One line for each variant. */
  public List<VariantSummary> summaries() {
    Variant base = variants.get(0);
    return variants.stream()
        .map(variant -> VariantSummary.of(variant, base, runs(variant)))
        .toList();
  }

  /** As a tree of plain values, for JSON. */
  public Map<String, @Nullable Object> entries() {
    Map<String, @Nullable Object> entries = new LinkedHashMap<>();
    entries.put("recipe", recipe);
    entries.put("about", about);
    entries.put("seeds", seeds);
    entries.put("interrupted", interrupted);
    entries.put("seconds", seconds);
    entries.put("environment", environment.entries());
    entries.put("variants", summaries().stream().map(VariantSummary::entries).toList());
    entries.put(
        "failures",
        failures.stream()
            .map(failure -> Map.of(
                "variant", failure.variant(), "seed", failure.seed(), "reason", failure.reason()))
            .toList());
    entries.put("runs", runs.stream().map(RunResult::entries).toList());
    return entries;
  }
}
