package org.ockham.search.analysis;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.ockham.search.StudyResult;
import org.ockham.search.check.Check;
import org.ockham.search.space.Distribution;

/**
 * Importance as the share of the variance that a parameter explains alone, in a random forest fitted to the trials and
 * integrated over the space.
 *
 * <p>Source: F. Hutter, H. Hoos, K. Leyton-Brown, <em>An efficient approach for assessing hyperparameter importance</em>,
 * ICML 2014.
 *
 * @param trees how many trees; 64 by default
 * @param depth how deep they may be; 64 by default
 * @param seed draws their samples
 */
public record Fanova(int trees, int depth, long seed) implements Importance {

  private static final int POINTS = 64;

  /** Checks the numbers. */
  public Fanova {
    Check.positive("trees", trees);
    Check.positive("depth", depth);
  }

  /**
   * With the defaults.
   *
   * @return the measure
   */
  public static Fanova standard() {
    return new Fanova(64, 64, 0);
  }

  @Override
  public Map<String, Double> of(StudyResult result, int objective) {
    Target target = Target.of(result, objective);
    int n = target.trials().size();
    Map<String, Distribution> space = Cells.shared(target.trials());
    if (n < 2 || space.isEmpty()) {
      return Map.of();
    }
    List<String> names = List.copyOf(space.keySet());
    List<Distribution> axes = List.copyOf(space.values());
    double[][] x = new double[n][names.size()];
    double[] y = standardized(target.losses());
    for (int row = 0; row < n; row++) {
      for (int i = 0; i < names.size(); i++) {
        x[row][i] = Cells.position(target.trials().get(row), names.get(i), axes.get(i));
      }
    }
    SplittableRandom random = new SplittableRandom(seed);
    double[] alone = new double[names.size()];
    for (int t = 0; t < trees; t++) {
      int[] rows = random.ints(n, 0, n).toArray();
      RegressionTree tree = RegressionTree.grow(x, y, rows, depth, random);
      double[] moments = tree.moments();
      double variance = moments[1] - moments[0] * moments[0];
      for (int i = 0; i < alone.length && variance > 1e-15; i++) {
        double sum = 0;
        for (int p = 0; p < POINTS; p++) {
          double off = tree.marginal(i, (p + 0.5) / POINTS) - moments[0];
          sum += off * off;
        }
        alone[i] += sum / POINTS / variance / trees;
      }
    }
    Map<String, Double> raw = new LinkedHashMap<>();
    for (int i = 0; i < alone.length; i++) {
      raw.put(names.get(i), alone[i]);
    }
    return Importance.shares(raw);
  }

  /** With mean 0 and variance 1, so that no share depends on the unit; all 0 where they differ by no more than rounding. */
  private static double[] standardized(List<Double> losses) {
    double largest =
        losses.stream().mapToDouble(Math::abs).max().orElse(0); // whose square may be infinite
    if (largest == 0) {
      return new double[losses.size()];
    }
    double[] scaled = losses.stream().mapToDouble(loss -> loss / largest).toArray();
    double mean = Arrays.stream(scaled).average().orElse(0);
    double deviation = Math.sqrt(
        Arrays.stream(scaled).map(y -> (y - mean) * (y - mean)).average().orElse(0));
    return deviation > 1e-12
        ? Arrays.stream(scaled).map(y -> (y - mean) / deviation).toArray()
        : new double[losses.size()];
  }
}
