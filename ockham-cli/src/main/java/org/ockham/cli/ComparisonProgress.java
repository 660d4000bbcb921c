package org.ockham.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.RunResult;
import org.ockham.lab.compare.ComparisonListener;
import org.ockham.lab.compare.RunFailure;

/** How far a comparison is: a bar with the time left where a person watches, a line a run elsewhere. */
final class ComparisonProgress implements ComparisonListener, AutoCloseable {

  private static final int PARTS = 1000;

  private final PrintStream out;
  private final boolean bars;
  private final int width;
  private final long start = System.nanoTime();
  private @Nullable ProgressBar bar;
  private int runs;
  private int done;
  private double share;

  private ComparisonProgress(PrintStream out, boolean bars, int width) {
    this.out = out;
    this.bars = bars;
    this.width = width;
  }

  static ComparisonProgress on(Screen screen, PrintStream out) {
    return new ComparisonProgress(out, screen.interactive(), screen.width());
  }

  @Override
  public void started(int runs) {
    this.runs = runs;
    if (bars) {
      bar = new ProgressBarBuilder()
          .setTaskName("runs")
          .setInitialMax(PARTS)
          .setStyle(ProgressBarStyle.UNICODE_BLOCK)
          .setUpdateIntervalMillis(250)
          .setMaxRenderedLength(width)
          .clearDisplayOnFinish()
          .setConsumer(new ConsoleProgressBarConsumer(out, width))
          .setRenderer((state, length) -> line(length))
          .build();
    }
  }

  @Override
  public synchronized void advanced(double share) {
    this.share = share;
    if (bar != null) {
      bar.stepTo(Math.round(share * PARTS));
    }
  }

  @Override
  public synchronized void finished(RunResult result) {
    done++;
    say(String.format(
        Locale.ROOT,
        "%s, seed %d: val accuracy %s, test accuracy %s",
        result.variant(),
        result.seed(),
        Screen.percent(result.selected("val/accuracy")),
        Screen.percent(result.selected("test/accuracy"))));
  }

  @Override
  public synchronized void failed(RunFailure failure) {
    done++;
    say(failure.variant() + ", seed " + failure.seed() + " failed: " + failure.reason());
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  private void say(String what) {
    if (!bars) {
      Duration left = left();
      out.printf(
          Locale.ROOT,
          "%" + Integer.toString(runs).length() + "d/%d  %s%s%n",
          done,
          runs,
          what,
          left == null || done == runs ? "" : "  (about " + inWords(left) + " left)");
    }
  }

  /** Drawn here: the library's own line is wider than a narrow terminal. */
  private synchronized String line(int length) {
    Duration left = left();
    String end = String.format(
        Locale.ROOT,
        " %d/%d runs%s",
        done,
        runs,
        left == null ? "" : ", " + inWords(left) + " left");
    int cells = Math.max(0, Math.min(40, Math.min(length, width) - 1 - end.length()));
    int full = (int) Math.round(share * cells);
    return "█".repeat(full) + "░".repeat(cells - full) + end;
  }

  private @Nullable Duration left() {
    return share < 0.02
        ? null
        : Duration.ofNanos((long) ((System.nanoTime() - start) * (1 - share) / share));
  }

  private static String inWords(Duration time) {
    long seconds = time.toSeconds();
    return seconds < 100 ? seconds + " s" : (seconds + 30) / 60 + " min";
  }
}
