package org.ockham.search.analysis;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.ockham.search.StudyResult;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/**
 * The time that a trial took.
 *
 * @param number the trial's number
 * @param state where it stands
 * @param start when it began
 * @param end when it ended; the last moment known of the study if it did not
 */
public record Span(int number, TrialState state, Instant start, Instant end) {

  /**
   * The spans of all trials that began.
   *
   * @param result the study's trials
   * @return them, by number; trials without a start (queued ones, those evaluated elsewhere) are left out
   */
  public static List<Span> of(StudyResult result) {
    Instant last = Instant.MIN;
    for (FrozenTrial trial : result.trials()) {
      last = later(later(last, trial.start()), trial.complete());
    }
    List<Span> spans = new ArrayList<>();
    for (FrozenTrial trial : result.trials()) {
      if (trial.start() != null) {
        spans.add(of(trial, last));
      }
    }
    return spans;
  }

  /**
   * The span of a trial.
   *
   * @param trial one that began
   * @param last the last moment known of its study
   * @return from its beginning to its end, or to that moment if it did not end
   */
  public static Span of(FrozenTrial trial, Instant last) {
    Instant start = Objects.requireNonNull(trial.start(), "a trial that did not begin has no span");
    Instant end = trial.complete();
    return new Span(trial.number(), trial.state(), start, later(start, end == null ? last : end));
  }

  private static Instant later(Instant a, @Nullable Instant b) {
    return b == null || b.isBefore(a) ? a : b;
  }
}
