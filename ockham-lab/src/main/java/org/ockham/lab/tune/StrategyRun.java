package org.ockham.lab.tune;

import java.util.ArrayList;
import java.util.List;
import org.ockham.search.StudyResult;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/**
 * What one strategy found with one seed, its trials one after another.
 *
 * @param strategy the strategy's name
 * @param seed of the sampler and of every trial
 * @param result the trials
 * @param seconds how long they took
 */
public record StrategyRun(String strategy, long seed, StudyResult result, double seconds) {

  /**
   * A point of {@link #curve}.
   *
   * @param epochs how many epochs were spent until then
   * @param best the best value until then
   */
  public record Point(int epochs, double best) {}

  /** The best value after each trial that improved on it. */
  public List<Point> curve() {
    Direction direction = result.directions().get(0);
    List<Point> curve = new ArrayList<>();
    int epochs = 0;
    for (FrozenTrial trial : result.trials()) {
      epochs += Tuning.epochs(trial);
      if (trial.state() == TrialState.COMPLETE
          && (curve.isEmpty()
              || direction.loss(trial.value())
                  < direction.loss(curve.get(curve.size() - 1).best()))) {
        curve.add(new Point(epochs, trial.value()));
      }
    }
    return curve;
  }

  /** The best value that so many epochs gave, or NaN if no trial had ended by then. */
  public double bestAfter(int epochs) {
    double best = Double.NaN;
    for (Point point : curve()) {
      if (point.epochs() <= epochs) {
        best = point.best();
      }
    }
    return best;
  }
}
