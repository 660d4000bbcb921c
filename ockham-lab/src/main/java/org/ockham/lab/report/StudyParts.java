package org.ockham.lab.report;

import java.util.ArrayList;
import java.util.List;
import org.ockham.search.StudyResult;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;

/**
 * What was found out of a study's trials, kept for whoever reports on it again: of a stretch of trials that are the same objects as before
 * nothing is found out again. A report with it is the same as one without.
 */
public final class StudyParts {

  private static final int SIZE = 1024;

  private final int size;
  private List<Direction> directions = List.of();
  private List<StudyPart> parts = List.of();

  /** Nothing yet. */
  public StudyParts() {
    this(SIZE);
  }

  /** Of stretches of so many trials. */
  StudyParts(int size) {
    this.size = size;
  }

  /** The best of these trials, if there is one, or their Pareto front. */
  public List<FrozenTrial> best(StudyResult result) {
    return new StudyView(result, List.of(), this).best();
  }

  /** The parts of these trials; there is at least one. */
  synchronized List<StudyPart> of(StudyResult result) {
    List<FrozenTrial> trials = result.trials();
    boolean isSame = directions.equals(result.directions());
    List<StudyPart> now = new ArrayList<>();
    for (int from = 0; from == 0 || from < trials.size(); from += size) {
      List<FrozenTrial> some = trials.subList(from, Math.min(trials.size(), from + size));
      boolean isKnown =
          isSame && now.size() < parts.size() && isSame(parts.get(now.size()).trials(), some);
      now.add(isKnown ? parts.get(now.size()) : StudyPart.of(some, result.directions()));
    }
    directions = result.directions();
    parts = List.copyOf(now);
    return parts;
  }

  /** Whether they are the same objects: to compare trials is to compare all that is known of them. */
  @SuppressWarnings("ReferenceEquality")
  private static boolean isSame(List<FrozenTrial> before, List<FrozenTrial> now) {
    if (before.size() != now.size()) {
      return false;
    }
    for (int i = 0; i < now.size(); i++) {
      if (before.get(i) != now.get(i)) {
        return false;
      }
    }
    return true;
  }
}
