package org.ockham.cli;

import java.util.List;
import java.util.Locale;
import org.ockham.lab.LabException;
import org.ockham.lab.RunResult;
import org.ockham.lab.compare.ComparisonListener;
import org.ockham.lab.compare.Criterion;
import org.ockham.lab.compare.Difference;
import org.ockham.lab.compare.RunFailure;
import org.ockham.lab.compare.Tuned;

/** Tells of a comparison's runs. */
final class ComparisonProgress implements ComparisonListener, AutoCloseable {

  private final Screen screen;
  private final JobProgress progress;
  private final Criterion criterion;
  private volatile boolean hasNew;

  /** Failures to keep a run go to the screen's errors, all else to the progress. */
  ComparisonProgress(Screen screen, JobProgress progress, Criterion criterion) {
    this.screen = screen;
    this.progress = progress;
    this.criterion = criterion;
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
        "%s, seed %d%s: val %s %s, test %s %s",
        result.variant(),
        result.seed(),
        result.fold() == null ? "" : ", " + result.fold(),
        criterion.name(),
        criterion.value(result.selected(criterion.at("val"))),
        criterion.name(),
        criterion.value(result.selected(criterion.at("test")))));
  }

  @Override
  public void compared(RunResult result) {
    hasNew = true;
    progress.ended(String.format(
        Locale.ROOT,
        "%s, for scale, seed %d: test %s %s",
        result.variant(),
        result.seed(),
        criterion.name(),
        criterion.value(result.selected(criterion.at("test")))));
  }

  @Override
  public void tried(RunResult result) {
    hasNew = true;
    progress.ended(String.format(
        Locale.ROOT,
        "%s, a trial of settings: val %s %s",
        result.variant(),
        criterion.name(),
        criterion.value(result.selected(criterion.at("val")))));
  }

  @Override
  public void tuned(Tuned tuned) {
    progress.note(tuned.variant() + ", tuned: " + tuned.inWords());
  }

  @Override
  public void extended(int runs, int done) {
    progress.extended(runs, done);
  }

  @Override
  public void added(int seeds) {
    progress.note(seeds + " more seeds, as somebody asked for meanwhile");
  }

  @Override
  public void looked(int seeds, List<Difference> differences) {
    List<String> open = differences.stream()
        .filter(each -> !each.verdict().isDecided())
        .map(Difference::variant)
        .toList();
    progress.note("after " + seeds + " seeds: " + (differences.size() - open.size()) + " of "
        + differences.size() + " verdicts decided, open: " + String.join(", ", open));
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
