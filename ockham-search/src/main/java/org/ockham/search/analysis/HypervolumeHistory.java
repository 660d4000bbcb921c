package org.ockham.search.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ockham.search.StudyResult;
import org.ockham.search.analysis.Series.Point;
import org.ockham.search.check.Check;
import org.ockham.search.trial.Dominance;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Hypervolume;

/** How the Pareto front of a study with several objectives grew, measured by its hypervolume. */
public final class HypervolumeHistory {

  private HypervolumeHistory() {}

  /**
   * A reference point that no trial is worse than: the worst finite value of each objective among the complete trials that
   * keep their constraints, and a tenth of their range beyond it.
   *
   * @param result the study's trials
   * @return one value for each objective; NaN where there is no such trial
   */
  public static double[] reference(StudyResult result) {
    double[] reference = new double[result.directions().size()];
    for (int i = 0; i < reference.length; i++) {
      int objective = i;
      double[] losses = feasible(result).stream()
          .mapToDouble(loss -> loss[objective])
          .filter(Double::isFinite)
          .toArray();
      double worst = Arrays.stream(losses).max().orElse(Double.NaN);
      double best = Arrays.stream(losses).min().orElse(Double.NaN);
      double margin = worst > best ? 0.1 * (worst - best) : 1;
      reference[i] = result.directions().get(i).loss(worst + margin);
    }
    return reference;
  }

  /**
   * The hypervolume after each complete trial that keeps its constraints, by the trial's number. Each trial adds what only it
   * dominates, so that a study of n trials costs n small volumes rather than n whole ones.
   *
   * @param result the study's trials
   * @param reference the worst value of interest of each objective
   * @return one point for each such trial
   */
  public static List<Point> hypervolume(StudyResult result, double... reference) {
    Check.onePerObjective(
        "reference point", reference.length, result.directions().size());
    double[] corner = new double[reference.length];
    Arrays.setAll(corner, i -> result.directions().get(i).loss(reference[i]));
    List<double[]> front = new ArrayList<>();
    List<Point> points = new ArrayList<>();
    double volume = 0;
    for (FrozenTrial trial : result.complete()) {
      if (trial.violation() == 0) {
        double[] loss = Dominance.losses(trial, result.directions());
        volume += gain(loss, front, corner);
        points.add(new Point(trial.number(), volume));
      }
    }
    return points;
  }

  private static List<double[]> feasible(StudyResult result) {
    return result.complete().stream()
        .filter(trial -> trial.violation() == 0)
        .map(trial -> Dominance.losses(trial, result.directions()))
        .toList();
  }

  /** What a point adds to the front's volume; the front takes it in. */
  private static double gain(double[] point, List<double[]> front, double[] corner) {
    for (double[] other : front) {
      if (Arrays.equals(other, point) || Dominance.dominates(other, point)) {
        return 0;
      }
    }
    List<double[]> shared = new ArrayList<>();
    for (double[] other : front) {
      double[] both = new double[point.length];
      Arrays.setAll(both, i -> Math.max(other[i], point[i]));
      shared.add(both);
    }
    front.removeIf(other -> Dominance.dominates(point, other));
    front.add(point);
    return Hypervolume.of(List.of(point), corner) - Hypervolume.of(shared, corner);
  }
}
