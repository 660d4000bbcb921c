package org.ockham.callback;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.ockham.check.Check;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

/**
 * Ends training after some time: at the end of the step, or if asked for of the epoch, in which it is over. A fit that is resumed goes
 * on with the time that was left. How far a run comes depends on the machine then, so it cannot be repeated.
 *
 * @param maxSeconds how long training may take
 * @param atEpochs whether it goes on until the end of an epoch; default false
 */
public record Timer(double maxSeconds, boolean atEpochs) implements Callback {

  public Timer {
    Check.notNegative("maxSeconds", maxSeconds);
  }

  /** At the end of a step. */
  public static Timer of(Duration most) {
    return new Timer(most.toMillis() / 1e3, false);
  }

  /** Whether it goes on until the end of an epoch. */
  public Timer atEpochs(boolean atEpochs) {
    return new Timer(maxSeconds, atEpochs);
  }

  @Override
  public void onStepEnd(Fit fit, double loss) {
    if (!atEpochs) {
      look(fit);
    }
  }

  @Override
  public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
    if (atEpochs) {
      look(fit);
    }
  }

  private void look(Fit fit) {
    if (fit.seconds() >= maxSeconds) {
      fit.stop(String.format(Locale.ROOT, "the time of %.1f s is over", maxSeconds));
    }
  }
}
