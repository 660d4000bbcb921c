package org.ockham.watch;

import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.report.Section;
import org.ockham.lab.report.StudyReport;

/**
 * What takes a while to find out of a study, computed beside its page: of one study at a time, of the newest trials that are known when
 * its turn comes, and for a small part of the time.
 */
final class StudyAnalysis {

  private static final ScheduledExecutorService THREAD =
      Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "ockham-watch-analysis");
        thread.setDaemon(true);
        return thread;
      });

  private Map<String, Section> sections = Map.of();
  private int count;
  private @Nullable StudyReport newest;
  private boolean isUnderWay;

  /** The sections as far as they are known, by their ids. */
  synchronized Map<String, Section> sections() {
    return sections;
  }

  /** How often they have been computed. */
  synchronized int count() {
    return count;
  }

  /** Asks for those of a report; where others are asked for before its turn comes, it has none. */
  synchronized void ask(StudyReport report) {
    newest = report;
    if (!isUnderWay) {
      isUnderWay = true;
      THREAD.execute(this::compute);
    }
  }

  private synchronized @Nullable StudyReport take() {
    StudyReport taken = newest;
    newest = null;
    isUnderWay = taken != null;
    return taken;
  }

  private synchronized void give(Map<String, Section> found) {
    sections = found;
    count++;
  }

  private void compute() {
    StudyReport report = take();
    if (report == null) {
      return;
    }
    long start = System.nanoTime();
    try {
      give(report.analyses());
    } catch (RuntimeException | OutOfMemoryError e) {
      // The page has all but these.
    }
    long took = System.nanoTime() - start;
    var unused = THREAD.schedule(this::compute, (Allowance.SHARE - 1) * took, TimeUnit.NANOSECONDS);
  }
}
