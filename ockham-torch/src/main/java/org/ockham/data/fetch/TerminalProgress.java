package org.ockham.data.fetch;

import java.time.Duration;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.ockham.file.Log;
import org.slf4j.Logger;

/** Progress for people: a bar if somebody watches, a line if nobody does. */
final class TerminalProgress {
  private static final Logger LOG = Log.of(Progress.class);

  private TerminalProgress() {}

  static Progress.Transfer bar(String file, String host, long done, long total) {
    ProgressBar bar = new ProgressBarBuilder()
        .setTaskName(file)
        .setInitialMax(total)
        .setUnit(" MB", 1_000_000)
        .setUpdateIntervalMillis(100)
        .startsFrom(done, Duration.ZERO)
        .build();
    return new Progress.Transfer() {
      @Override
      public void at(long now) {
        bar.stepTo(now);
      }

      @Override
      public void close() {
        bar.close();
      }
    };
  }

  static Progress.Transfer line(String file, String host, long done, long total) {
    LOG.info(
        "Fetching {} from {}{}",
        file,
        host,
        total < 0 ? "" : String.format(Locale.ROOT, " (%.1f MB)", total / 1e6));
    return now -> {};
  }
}
