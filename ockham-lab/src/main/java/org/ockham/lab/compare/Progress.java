package org.ockham.lab.compare;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.ockham.lab.LabException;
import org.ockham.lab.RunResult;

/** Counts what of a comparison is done, each run as much as another, and tells a listener, one call at a time. */
final class Progress {

  private final ComparisonListener listener;
  private final Map<String, Double> running = new HashMap<>();
  private int runs;
  private int done;
  private boolean isStarted;
  private boolean isUnkept;

  Progress(ComparisonListener listener) {
    this.listener = listener;
  }

  /** So many runs come now, of which so many ended in another process. */
  synchronized void plan(int more, int kept) {
    runs += more;
    done += kept;
    if (!isStarted) {
      isStarted = true;
      listener.started(runs, kept);
    } else if (more > 0) {
      listener.extended(runs, done);
    }
  }

  synchronized void at(Task task, double share) {
    running.put(task.name(), share);
    told();
  }

  synchronized void finished(Task task, RunResult result) {
    ended(task);
    if (task.isBaseline()) {
      listener.compared(result);
    } else if (task.isTested()) {
      listener.finished(result);
    } else {
      listener.tried(result);
    }
  }

  synchronized void failed(Task task, RunFailure failure) {
    ended(task);
    if (task.isTested() && !task.isBaseline()) { // of trials some may fail: another is better then
      listener.failed(failure);
    }
  }

  private void ended(Task task) {
    running.remove(task.name());
    done++;
    told();
  }

  private void told() {
    double under = 0;
    for (double share : running.values()) {
      under += share;
    }
    listener.advanced(Math.min(1, (done + under) / runs));
  }

  synchronized void unkept(LabException why) {
    if (!isUnkept) {
      isUnkept = true;
      listener.unkept(why);
    }
  }

  synchronized void begunAnew(String why) {
    listener.begunAnew(why);
  }

  synchronized void tuned(Tuned tuned) {
    listener.tuned(tuned);
  }

  synchronized void added(int seeds) {
    listener.added(seeds);
  }

  synchronized void looked(int seeds, List<Difference> differences) {
    listener.looked(seeds, differences);
  }
}
