package org.ockham.lab.tune;

import java.time.Duration;
import java.time.Instant;
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

  /** How many epochs its trials took together. */
  public int epochs() {
    return result.trials().stream().mapToInt(Tuning::epochs).sum();
  }

  /** The best value that so much time gave, or NaN if no trial had ended by then. */
  public double bestAfterSeconds(double seconds) {
    Direction direction = result.directions().get(0);
    Instant begin = result.trials().isEmpty() ? null : result.trials().get(0).start();
    double best = Double.NaN;
    for (FrozenTrial trial : result.complete()) {
      Instant end = trial.complete();
      boolean isThere =
          begin != null && end != null && Duration.between(begin, end).toNanos() <= seconds * 1e9;
      if (isThere && !(direction.loss(trial.value()) >= direction.loss(best))) {
        best = trial.value();
      }
    }
    return best;
  }
}
