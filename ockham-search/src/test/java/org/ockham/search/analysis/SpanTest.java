package org.ockham.search.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.search.StudyResult;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Parameters;
import org.ockham.search.trial.TrialState;

final class SpanTest {

  private static FrozenTrial trial(
      int number, TrialState state, @Nullable Instant start, @Nullable Instant complete) {
    return new FrozenTrial(
        number,
        number,
        state,
        List.of(),
        Parameters.NONE,
        Collections.emptySortedMap(),
        Map.of(),
        Map.of(),
        start,
        complete);
  }

  private static Instant second(int s) {
    return Instant.ofEpochSecond(s);
  }

  @Test
  @DisplayName("A running trial lasts until the last known moment, a queued one has no span")
  void spans() {
    StudyResult result = new StudyResult(
        "s",
        List.of(Direction.MINIMIZE),
        List.of(
            trial(0, TrialState.COMPLETE, second(1), second(5)),
            trial(1, TrialState.RUNNING, second(2), null),
            trial(2, TrialState.WAITING, null, null),
            trial(3, TrialState.FAIL, second(9), second(8)),
            trial(4, TrialState.PRUNED, second(3), second(7))));
    assertThat(Span.of(result))
        .containsExactly(
            new Span(0, TrialState.COMPLETE, second(1), second(5)),
            new Span(1, TrialState.RUNNING, second(2), second(9)),
            // A clock that was put back makes no negative time.
            new Span(3, TrialState.FAIL, second(9), second(9)),
            new Span(4, TrialState.PRUNED, second(3), second(7)));
  }
}
