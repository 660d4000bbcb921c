package org.ockham.lab.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.Fold;
import org.ockham.lab.RunResult;
import org.ockham.lab.recipe.Variant;

/**
 * Holds every variant of a comparison against its baseline. A verdict follows from the runs alone: where seeds are added as they are
 * needed, it is that of the first look at which it was decided, and later runs do not change it.
 */
final class Judge {

  private final List<String> variants;
  private final Design design;

  private Judge(List<String> variants, Design design) {
    this.variants = variants;
    this.design = design;
  }

  /** Of these variants, the first of them the baseline. */
  static Judge of(List<Variant> variants, Design design) {
    return new Judge(variants.stream().map(Variant::name).toList(), design);
  }

  /** A difference for each variant but the first, from all runs there are. */
  List<Difference> differences(List<RunResult> runs) {
    Map<String, Difference> decided = new LinkedHashMap<>();
    Map<String, Difference> last = new LinkedHashMap<>();
    List<Integer> looks = design.looks();
    for (int look = 0; look < looks.size(); look++) {
      List<Long> seeds = design.seeds().subList(0, looks.get(look));
      if (look > 0
          && seeds.stream().skip(looks.get(look - 1)).noneMatch(seed -> isThere(runs, seed))) {
        break; // it ended before
      }
      Map<String, Difference> now = at(runs, seeds, look, decided);
      last.putAll(now);
      now.values().stream()
          .filter(each -> each.verdict().isDecided())
          .forEach(each -> decided.putIfAbsent(each.variant(), each));
    }
    return List.copyOf(last.values());
  }

  private static boolean isThere(List<RunResult> runs, long seed) {
    return runs.stream().anyMatch(run -> run.seed() == seed);
  }

  /** What can be said after these seeds; of variants that were decided before, what was said then. */
  private Map<String, Difference> at(
      List<RunResult> runs, List<Long> seeds, int look, Map<String, Difference> decided) {
    List<Pairs> all = new ArrayList<>();
    for (String variant : variants.subList(1, variants.size())) {
      if (!decided.containsKey(variant)) {
        all.add(pairs(runs, variant, seeds));
      }
    }
    Map<String, Difference> differences = new LinkedHashMap<>();
    List<Difference> fresh = Verdicts.of(all, decided.values(), variants.get(0), design, look);
    for (String variant : variants.subList(1, variants.size())) {
      Difference before = decided.get(variant);
      differences.put(
          variant,
          before != null
              ? before
              : fresh.stream()
                  .filter(each -> each.variant().equals(variant))
                  .findFirst()
                  .orElseThrow());
    }
    return differences;
  }

  /** The pairs of runs that both ended. */
  private Pairs pairs(List<RunResult> runs, String variant, List<Long> seeds) {
    record Block(long seed, @Nullable Fold fold) {}

    Set<Long> wanted = new HashSet<>(seeds);
    Map<Block, Double> base = new HashMap<>();
    String metric = design.criterion().metric();
    List<Long> paired = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    for (RunResult run : runs) {
      if (run.variant().equals(variants.get(0))) {
        base.put(new Block(run.seed(), run.fold()), run.selected(metric));
      }
    }
    for (RunResult run : runs) {
      Double other = base.get(new Block(run.seed(), run.fold()));
      if (run.variant().equals(variant) && wanted.contains(run.seed()) && other != null) {
        double value = run.selected(metric) - other;
        if (Double.isFinite(value)) {
          paired.add(run.seed());
          values.add(value);
        }
      }
    }
    return new Pairs(variant, paired, values);
  }

  /**
   * A variant's differences from the baseline.
   *
   * @param seeds of each
   * @param values the metric's own
   */
  record Pairs(String variant, List<Long> seeds, List<Double> values) {

    double[] array() {
      return values.stream().mapToDouble(Double::doubleValue).toArray();
    }
  }
}
