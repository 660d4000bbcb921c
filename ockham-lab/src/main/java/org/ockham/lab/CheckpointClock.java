package org.ockham.lab;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.LongSupplier;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

/** Has a run write its checkpoint when it is time, and when it is interrupted. When that is changes no number of the run. */
final class CheckpointClock implements Callback {

  private final Path directory;
  private final CheckpointInterval interval;
  private final LongSupplier nanoTime;
  private long last;
  private long asked;
  private long cost;
  private boolean isAsked;

  CheckpointClock(Path directory, CheckpointInterval interval, LongSupplier nanoTime) {
    this.directory = directory;
    this.interval = interval;
    this.nanoTime = nanoTime;
  }

  @Override
  public Path directory() {
    return directory;
  }

  @Override
  public void onFitStart(Fit fit) {
    last = nanoTime.getAsLong();
    isAsked = false;
    cost = 0;
  }

  @Override
  public void onEpochStart(Fit fit) {
    written();
  }

  @Override
  public void onStepStart(Fit fit) {
    written();
  }

  @Override
  public void onValidationStart(Fit fit) {
    written();
  }

  @Override
  public void onStepEnd(Fit fit, double loss) {
    askIfDue(fit);
  }

  @Override
  public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
    askIfDue(fit);
  }

  @Override
  public void onInterrupt(Fit fit) {
    fit.checkpoint(directory);
  }

  private void askIfDue(Fit fit) {
    written();
    long now = nanoTime.getAsLong();
    if (now - last >= interval.nanosAfter(cost)) {
      isAsked = true;
      asked = now;
      fit.checkpoint(directory);
    }
  }

  /** At the first event after one that was asked for, it is there. */
  private void written() {
    if (isAsked) {
      isAsked = false;
      last = nanoTime.getAsLong();
      cost = last - asked;
    }
  }
}
