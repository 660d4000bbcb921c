package org.ockham.cli;

import java.util.Locale;
import org.ockham.lab.RunResult;
import org.ockham.lab.compare.ComparisonListener;
import org.ockham.lab.compare.RunFailure;

/**
 * Tells of a comparison's runs.
 *
 * @param progress where
 */
record ComparisonProgress(JobProgress progress) implements ComparisonListener {

  @Override
  public void started(int runs) {
    progress.started(runs, 0);
  }

  @Override
  public void advanced(double share) {
    progress.advanced(share);
  }

  @Override
  public void finished(RunResult result) {
    progress.ended(String.format(
        Locale.ROOT,
        "%s, seed %d: val accuracy %s, test accuracy %s",
        result.variant(),
        result.seed(),
        Screen.percent(result.selected("val/accuracy")),
        Screen.percent(result.selected("test/accuracy"))));
  }

  @Override
  public void failed(RunFailure failure) {
    progress.ended(failure.variant() + ", seed " + failure.seed() + " failed: " + failure.reason());
  }
}
