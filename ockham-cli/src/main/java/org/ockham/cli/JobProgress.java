package org.ockham.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far work of many parts is: a bar with the time left where a person watches, a line a part elsewhere. */
final class JobProgress implements AutoCloseable {

  private static final int PARTS = 1000;

  private final PrintStream out;
  private final boolean bars;
  private final int width;
  private final String unit;
  private final long start = System.nanoTime();
  private @Nullable ProgressBar bar;
  private String status = "";
  private int total;
  private int done;
  private double begun;
  private double share;

  private JobProgress(PrintStream out, boolean bars, int width, String unit) {
    this.out = out;
    this.bars = bars;
    this.width = width;
    this.unit = unit;
  }

  /** @param unit what is counted, in the plural: runs */
  static JobProgress on(Screen screen, PrintStream out, String unit) {
    return new JobProgress(out, screen.interactive(), screen.width(), unit);
  }

  /** The work begins, or goes on after so many parts. */
  synchronized void started(int total, int done) {
    this.total = total;
    this.done = done;
    this.begun = total == 0 ? 0 : (double) done / total;
    this.share = begun;
    if (bars) {
      bar = new ProgressBarBuilder()
          .setTaskName(unit)
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

  /** There are more parts than was known; so many of them are done. */
  synchronized void extended(int total, int done) {
    this.total = total;
    this.done = done;
    this.share = (double) done / total;
    advanced(share);
  }

  /** Something worth knowing on the way: a line where lines are printed, else beside the bar. */
  synchronized void note(String what) {
    if (bars) {
      status(what);
    } else {
      out.println(what);
    }
  }

  /** This share of the work is done. */
  synchronized void advanced(double share) {
    this.share = share;
    if (bar != null) {
      bar.stepTo(Math.round(share * PARTS));
    }
  }

  /** So many parts are done; the last one is told of where lines are printed. */
  synchronized void ended(int done, String what) {
    this.done = done;
    advanced(Math.max(share, Math.min(1, (double) done / total)));
    if (!bars) {
      Duration left = left();
      out.printf(
          Locale.ROOT,
          "%" + Integer.toString(total).length() + "d/%d  %s%s%n",
          done,
          total,
          what,
          left == null || done >= total ? "" : "  (about " + inWords(left) + " left)");
    }
  }

  /** One more part is done. */
  synchronized void ended(String what) {
    ended(done + 1, what);
  }

  /** What to say beside the bar. */
  synchronized void status(String words) {
    status = words;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  /** Drawn here: the library's own line is wider than a narrow terminal. */
  private synchronized String line(int length) {
    Duration left = left();
    int room = Math.min(length, width) - 1;
    String end = String.format(
        Locale.ROOT,
        " %d/%d %s%s",
        done,
        total,
        unit,
        left == null ? "" : ", " + inWords(left) + " left");
    if (!status.isEmpty() && end.length() + 2 + status.length() + 10 <= room) {
      end += ", " + status;
    }
    int cells = Math.max(0, Math.min(40, room - end.length()));
    int full = (int) Math.round(share * cells);
    return "█".repeat(full) + "░".repeat(cells - full) + end;
  }

  private @Nullable Duration left() {
    double advanced = share - begun;
    return advanced < 0.02
        ? null
        : Duration.ofNanos(
            (long) ((System.nanoTime() - start) * Math.max(0, 1 - share) / advanced));
  }

  private static String inWords(Duration time) {
    long seconds = time.toSeconds();
    return seconds < 100 ? seconds + " s" : (seconds + 30) / 60 + " min";
  }
}
