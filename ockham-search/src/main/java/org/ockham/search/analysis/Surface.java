package org.ockham.search.analysis;

import java.util.Arrays;
import java.util.List;
import org.ockham.search.StudyResult;
import org.ockham.search.trial.FrozenTrial;

/**
 * An objective over two parameters, smoothed: in each cell of a square grid the mean of the trials' values, weighted by a
 * normal kernel of their distance. Distances are measured where the axes have length 1 (a log axis by its logarithm).
 *
 * <p>Source: E. Nadaraya, <em>On estimating regression</em>, Theory of Probability and its Applications 9 (1964).
 *
 * @param cells the grid's cells in one direction
 * @param values row by row, the first row at the second parameter's low end; NaN where no trial is near
 */
public record Surface(int cells, List<Double> values) {

  /** In kernel widths: where the nearest trial is further away, nothing is known. */
  private static final double REACH = 2.5;

  private static final double FAR = 50;

  /**
   * Smooths an objective.
   *
   * @param result the study's trials
   * @param x the first parameter
   * @param y the second
   * @param objective which value, from 0
   * @param cells how many cells in one direction, at least 1
   * @return the surface; all NaN if no complete trial has both parameters and a finite value
   */
  public static Surface of(StudyResult result, Explored x, Explored y, int objective, int cells) {
    Target target = Target.of(result, objective);
    List<FrozenTrial> trials = target.trials().stream()
        .filter(trial -> trial.parameters().has(x.name()) && trial.parameters().has(y.name()))
        .toList();
    int n = trials.size();
    double[] across = new double[n];
    double[] up = new double[n];
    double[] value = new double[n];
    for (int i = 0; i < n; i++) {
      across[i] = Cells.position(trials.get(i), x.name(), x.distribution());
      up[i] = Cells.position(trials.get(i), y.name(), y.distribution());
      value[i] = trials.get(i).values().get(objective);
    }
    // Scott's rate for two dimensions; never below a cell, or the grid would miss trials.
    double width = Math.max(0.6 / cells, 0.2 * Math.pow(Math.max(1, n), -1.0 / 6));
    Double[] values = new Double[cells * cells];
    for (int cell = 0; cell < values.length; cell++) {
      int row = cell / cells;
      double atX = (cell % cells + 0.5) / cells;
      double atY = (row + 0.5) / cells;
      double sum = 0;
      double weights = 0;
      double nearest = Double.POSITIVE_INFINITY;
      for (int i = 0; i < n; i++) {
        double square = ((across[i] - atX) * (across[i] - atX) + (up[i] - atY) * (up[i] - atY))
            / (width * width);
        if (square < FAR) { // the others weigh nothing
          double weight = Math.exp(-0.5 * square);
          sum += weight * value[i];
          weights += weight;
          nearest = Math.min(nearest, square);
        }
      }
      values[cell] = nearest <= REACH * REACH ? sum / weights : Double.NaN;
    }
    return new Surface(cells, Arrays.asList(values));
  }
}
