package org.ockham.search.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.search.StudyResult;
import org.ockham.search.check.Check;
import org.ockham.search.space.CategoricalDistribution;
import org.ockham.search.space.Distribution;
import org.ockham.search.trial.FrozenTrial;

/**
 * Importance as the distance between where the best trials are and where all trials are: the Pearson divergence of their
 * densities, parameter by parameter. Fast, and it tells what matters for being good rather than for not being bad.
 *
 * <p>Source: S. Watanabe, A. Bansal, F. Hutter, <em>PED-ANOVA: efficiently quantifying hyperparameter importance in arbitrary
 * subspaces</em>, IJCAI 2023.
 *
 * @param best the share of the trials that counts as best; 0.1 by default
 */
public record PedAnova(double best) implements Importance {

  private static final int GRID = 50;

  /** Checks the share. */
  public PedAnova {
    Check.require(best > 0 && best < 1, "best", best, "be a share between 0 and 1");
  }

  /**
   * With the defaults.
   *
   * @return the measure
   */
  public static PedAnova standard() {
    return new PedAnova(0.1);
  }

  @Override
  public Map<String, Double> of(StudyResult result, int objective) {
    Target target = Target.of(result, objective);
    int n = target.trials().size();
    if (n < 2) {
      return Map.of();
    }
    List<Double> sorted = target.losses().stream().sorted().toList();
    double limit = sorted.get(Math.min(n - 1, Math.max(1, (int) Math.ceil(best * n)) - 1));
    List<FrozenTrial> good = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      if (target.losses().get(i) <= limit) {
        good.add(target.trials().get(i));
      }
    }
    Map<String, Double> raw = new LinkedHashMap<>();
    Cells.shared(target.trials()).forEach((name, distribution) -> {
      double[] top = density(good, name, distribution);
      double[] all = density(target.trials(), name, distribution);
      double divergence = 0;
      for (int i = 0; i < top.length; i++) {
        double ratio = top[i] / all[i] - 1;
        divergence += all[i] * ratio * ratio;
      }
      raw.put(name, divergence);
    });
    return Importance.shares(raw);
  }

  /** The probability of each cell: counts for choices, else normal kernels of Scott's width; never 0. */
  private static double[] density(
      List<FrozenTrial> trials, String name, Distribution distribution) {
    boolean categorical = distribution instanceof CategoricalDistribution;
    int cells = (int) Math.min(GRID, distribution.cardinality());
    double[] density = new double[cells];
    Arrays.fill(density, 1.0 / cells); // one uniform observation as a prior
    double[] at = trials.stream()
        .mapToDouble(trial -> Cells.position(trial, name, distribution))
        .toArray();
    double mean = Arrays.stream(at).average().orElse(0);
    double variance =
        Arrays.stream(at).map(x -> (x - mean) * (x - mean)).average().orElse(0);
    double width = Math.max(0.5 / cells, 1.06 * Math.sqrt(variance) * Math.pow(at.length, -0.2));
    for (double x : at) {
      if (categorical) {
        density[Math.min(cells - 1, (int) (x * cells))] += 1;
        continue;
      }
      double[] kernel = new double[cells];
      double sum = 0;
      for (int i = 0; i < cells; i++) {
        double z = ((i + 0.5) / cells - x) / width;
        kernel[i] = Math.exp(-0.5 * z * z);
        sum += kernel[i];
      }
      for (int i = 0; i < cells && sum > 0; i++) {
        density[i] += kernel[i] / sum;
      }
    }
    double total = Arrays.stream(density).sum();
    for (int i = 0; i < cells; i++) {
      density[i] /= total;
    }
    return density;
  }
}
