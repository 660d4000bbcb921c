package org.ockham.cli;

import java.util.Locale;
import org.ockham.lab.LabException;
import org.ockham.lab.RunResult;
import org.ockham.lab.compare.ComparisonListener;
import org.ockham.lab.compare.RunFailure;

/** Tells of a comparison's runs. */
final class ComparisonProgress implements ComparisonListener, AutoCloseable {

  private final Screen screen;
  private final JobProgress progress;
  private volatile boolean hasNew;

  /** Failures to keep a run go to the screen's errors, all else to the progress. */
  ComparisonProgress(Screen screen, JobProgress progress) {
    this.screen = screen;
    this.progress = progress;
  }

  /** Whether some run ended in this process. */
  boolean hasNew() {
    return hasNew;
  }

  @Override
  public void started(int runs, int kept) {
    progress.started(runs, kept);
  }

  @Override
  public void advanced(double share) {
    progress.advanced(share);
  }

  @Override
  public void finished(RunResult result) {
    hasNew = true;
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
    hasNew = true;
    progress.ended(failure.variant() + ", seed " + failure.seed() + " failed: "
        + Screen.line(failure.reason()));
  }

  @Override
  public void unkept(LabException why) {
    screen.err().println("ockham: a finished run is not kept: " + Exit.sentence(why));
  }

  @Override
  public void begunAnew(String why) {
    screen.err().println("ockham: a run begins anew: " + Screen.line(why));
  }

  @Override
  public void close() {
    progress.close();
  }
}
