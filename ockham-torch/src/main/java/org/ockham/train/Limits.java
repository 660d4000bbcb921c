package org.ockham.train;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;

/**
 * How long a fit lasts. Whichever maximum is reached first ends it; what is {@linkplain Fit#stop asked} to stop before both minima goes
 * on until then.
 *
 * @param maxEpochs at most this many passes over the training data; {@link #NO_EPOCHS} for no bound
 * @param minEpochs at least so many, if no maximum is reached before
 * @param maxSteps at most this many steps of the optimiser; {@link #NO_STEPS} for no bound
 * @param minSteps at least so many, if no maximum is reached before
 * @param maxTime at most so long, of a fit that was resumed in all its parts; null for no bound
 */
public record Limits(
    int maxEpochs,
    int minEpochs,
    long maxSteps,
    long minSteps,
    @Nullable Duration maxTime) {

  /** No bound on epochs. */
  public static final int NO_EPOCHS = Integer.MAX_VALUE;

  /** No bound on steps. */
  public static final long NO_STEPS = Long.MAX_VALUE;

  public Limits {
    Check.positive("maxEpochs", maxEpochs);
    Check.atLeast("minEpochs", minEpochs, 0);
    Check.positive("maxSteps", maxSteps);
    Check.atLeast("minSteps", minSteps, 0);
    if (minEpochs > maxEpochs || minSteps > maxSteps) {
      throw new IllegalArgumentException("at least " + minEpochs + " epochs and " + minSteps
          + " steps are to be done, but at most " + maxEpochs + " and " + maxSteps
          + ": lower the minimum or raise the maximum");
    }
    if (maxTime != null && (maxTime.isNegative() || maxTime.isZero())) {
      throw new IllegalArgumentException("maxTime is " + maxTime + ": it must be above 0");
    }
    if (maxEpochs == NO_EPOCHS && maxSteps == NO_STEPS && maxTime == null) {
      throw new IllegalArgumentException(
          "neither epochs nor steps nor time are bounded: set one of maxEpochs, maxSteps, maxTime");
    }
  }

  /** Which maximum of steps or time has been reached, in words; null if none. */
  @Nullable
  String reached(Progress progress) {
    if (progress.step() >= maxSteps) {
      return "the " + maxSteps + " steps of maxSteps are done";
    }
    if (maxTime != null && progress.secondsForAll() >= maxTime.toMillis() / 1e3) {
      return "the time of maxTime, " + maxTime + ", is over";
    }
    return null;
  }

  /** The epochs until the bound of epochs or that of steps is reached. */
  int epochs(GradientAccumulation accumulate, int batchesPerEpoch) {
    if (maxSteps == NO_STEPS) {
      return maxEpochs;
    }
    int epoch = 1;
    long steps = accumulate.steps(1, batchesPerEpoch);
    while (steps < maxSteps && epoch < accumulate.lastChange()) {
      steps += accumulate.steps(++epoch, batchesPerEpoch);
    }
    long every = accumulate.steps(epoch, batchesPerEpoch);
    long more = Math.max(0, (maxSteps - steps + every - 1) / every);
    return (int) Math.min(maxEpochs, epoch + more);
  }

  /** The steps until the bound of epochs or that of steps is reached. */
  long steps(GradientAccumulation accumulate, int batchesPerEpoch) {
    if (maxEpochs == NO_EPOCHS) {
      return maxSteps;
    }
    int changing = Math.min(maxEpochs, accumulate.lastChange());
    long steps = 0;
    for (int epoch = 1; epoch <= changing; epoch++) {
      steps += accumulate.steps(epoch, batchesPerEpoch);
    }
    steps += (long) (maxEpochs - changing) * accumulate.steps(maxEpochs, batchesPerEpoch);
    return Math.min(maxSteps, steps);
  }

  /** Whether a fit of so many whole epochs and steps may be stopped. */
  boolean mayStop(int epochs, long steps) {
    return epochs >= minEpochs && steps >= minSteps;
  }
}
