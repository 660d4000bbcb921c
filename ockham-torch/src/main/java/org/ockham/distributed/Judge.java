package org.ockham.distributed;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Rank 0: it hears what all have seen, and tells all who was absent first. One that others miss may itself wait for another and only have
 * begun to wait earlier; then it says so within moments, and that counts. Whoever is missed and says nothing is the one.
 */
final class Judge implements Consensus {

  /** How long a rank that is missed has to say whom it misses. */
  private static final Duration HEARING = Duration.ofSeconds(1);

  private final List<Line> lines;
  private final Duration hearing;
  private final Map<Integer, Absence> witnesses = new HashMap<>();
  private @Nullable Absence verdict;

  /** Over the lines to all other ranks. */
  Judge(List<Line> lines) {
    this(lines, HEARING);
  }

  Judge(List<Line> lines, Duration hearing) {
    this.lines = List.copyOf(lines);
    this.hearing = hearing;
  }

  @Override
  public Absence on(Absence seen) {
    return on(0, seen);
  }

  /** What all say where this rank has seen that. */
  synchronized Absence on(int witness, Absence seen) {
    witnesses.put(witness, seen);
    hear();
    if (witnesses.containsKey(seen.rank())) {
      hear(); // until it is decided whom that one misses, or they miss each other
    }
    // Who speaks is not gone: it gave up, and says why.
    return decide(
        seen.kind() == Absence.Kind.GONE ? witnesses.getOrDefault(seen.rank(), seen) : seen);
  }

  private void hear() {
    Limit limit = Limit.in(hearing);
    try {
      while (verdict == null && !limit.isOver()) {
        TimeUnit.MILLISECONDS.timedWait(this, limit.millisLeft());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The same at once, for what is certain: a rank has left, or the line to it broke without a word. */
  synchronized Absence decide(Absence seen) {
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
  public void leave(Absence.Kind kind) {
    decide(new Absence(0, kind));
    lines.forEach(Line::close);
  }
}
