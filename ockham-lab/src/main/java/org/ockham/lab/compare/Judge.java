package org.ockham.lab.compare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.RunResult;
import org.ockham.lab.TestFold;
import org.ockham.lab.recipe.Variant;

/** Holds every variant of a comparison against its baseline: a verdict follows from the runs alone, in the order of their seeds. */
final class Judge {

  private final List<String> variants;
  private final Design design;

  /** Of variants of these names, the first of them the baseline. */
  Judge(List<String> variants, Design design) {
    this.variants = variants;
    this.design = design;
  }

  /** Of these variants, the first of them the baseline. */
  static Judge of(List<Variant> variants, Design design) {
    return new Judge(variants.stream().map(Variant::name).toList(), design);
  }

  /** A difference for each variant but the first, from all runs there are. */
  List<Difference> differences(List<RunResult> runs) {
    List<Pairs> all = variants.subList(1, variants.size()).stream()
        .map(variant -> pairs(runs, variant))
        .toList();
    return Verdicts.of(all, variants.get(0), design);
  }

  /** The pairs of runs that both ended. */
  Pairs pairs(List<RunResult> runs, String variant) {
    record Block(long seed, @Nullable TestFold fold) {}

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
      if (run.variant().equals(variant) && other != null) {
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
