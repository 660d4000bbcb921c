package org.ockham.distributed;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Rank 0: it hears what all have seen, and tells all what came first. */
final class Judge implements Consensus {

  /**
   * How long a rank whose connections broke has to say why. One that gave up says so within moments; of one that was killed the line to
   * here breaks, too.
   */
  private static final long HEARING_MILLIS = 1000;

  private final List<Line> lines;
  private @Nullable Absence verdict;

  /** Over the lines to all other ranks. */
  Judge(List<Line> lines) {
    this.lines = List.copyOf(lines);
  }

  @Override
  public Absence on(Absence seen) {
    return seen.kind() == Absence.Kind.GONE ? afterHearing(seen) : decide(seen);
  }

  /** The line to a rank broke without a word. */
  void lost(int rank) {
    decide(new Absence(rank, Absence.Kind.GONE));
  }

  private synchronized Absence afterHearing(Absence seen) {
    Limit limit = Limit.in(java.time.Duration.ofMillis(HEARING_MILLIS));
    while (verdict == null && !limit.isOver()) {
      try {
        TimeUnit.MILLISECONDS.timedWait(this, limit.millisLeft());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    return decide(seen);
  }

  private synchronized Absence decide(Absence seen) {
    Absence first = verdict;
    if (first != null) {
      return first;
    }
    verdict = seen;
    notifyAll();
    for (Line line : lines) {
      try {
        line.say(seen::write);
      } catch (IOException e) {
        // who is gone need not know
      }
    }
    return seen;
  }

  @Override
  public void leave() {
    decide(new Absence(0, Absence.Kind.LEFT));
    lines.forEach(Line::close);
  }
}
