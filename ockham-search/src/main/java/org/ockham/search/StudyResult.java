package org.ockham.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.ockham.search.check.Check;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.Dominance;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.Hypervolume;
import org.ockham.search.trial.TrialState;

/**
 * A study's trials at one moment, and what they show.
 *
 * @param name the study's name
 * @param directions which values are better
 * @param trials all of its trials, by number
 */
public record StudyResult(String name, List<Direction> directions, List<FrozenTrial> trials) {

  /** Copies the lists. */
  public StudyResult {
    directions = List.copyOf(directions);
    trials = List.copyOf(trials);
  }

  /**
   * The complete trials.
   *
   * @return them, by number
   */
  public List<FrozenTrial> complete() {
    return trials.stream().filter(t -> t.state() == TrialState.COMPLETE).toList();
  }

  /**
   * How many trials count towards a study's size: those that ended. One that died with its process counts when its retry ends,
   * and then once.
   *
   * @return the number that {@link Plan#upTo} compares with
   */
  public int settled() {
    return settled(Plan.ENDED);
  }

  /**
   * How many trials of these states there are, each that died with its process counted as its retry.
   *
   * @param states which count
   * @return the number that {@link Plan#upTo(int, TrialState...)} compares with
   */
  public int settled(Set<TrialState> states) {
    Tally tally = new Tally();
    List<FrozenTrial> open = new ArrayList<>();
    for (FrozenTrial trial : trials) {
      if (trial.state().finished()) {
        tally.add(trial);
      } else {
        open.add(trial);
      }
    }
    return tally.count(states, open);
  }

  /**
   * What to know about the trials' times, where some may have been written by an Optuna whose times are not UTC.
   *
   * @return a sentence for the reader, or empty if every trial was timed by Ockham
   */
  public Optional<String> aboutTimes() {
    return trials.stream()
            .anyMatch(trial ->
                trial.start() != null && !trial.systemAttributes().containsKey(WorkerId.KEY))
        ? Optional.of(
            "Times are UTC. Optuna before version 5 writes its machine's local time without saying so:"
                + " times of its trials are shown as if they were UTC.")
        : Optional.empty();
  }

  /**
   * All trials as a table for a spreadsheet, with the columns of Optuna's {@code trials_dataframe}.
   *
   * @return a line a trial under a line of headings, as RFC 4180 has them
   */
  public String csv() {
    return StudyCsv.of(this);
  }

  private List<FrozenTrial> feasible() {
    return complete().stream().filter(t -> t.violation() == 0).toList();
  }

  /**
   * The best trial: complete, keeping its constraints, with the best value; the first of equals.
   *
   * @return it, or empty if there is none yet
   * @throws IllegalStateException if there are several objectives
   */
  public Optional<FrozenTrial> findBest() {
    if (directions.size() != 1) {
      throw new IllegalStateException(
          "study \"" + name + "\" has " + directions.size() + " objectives: read its front()");
    }
    FrozenTrial best = null;
    for (FrozenTrial trial : feasible()) {
      if (best == null
          || directions.get(0).loss(trial.value()) < directions.get(0).loss(best.value())) {
        best = trial;
      }
    }
    return Optional.ofNullable(best);
  }

  /**
   * The best trial, where there must be one.
   *
   * @return what {@link #findBest} finds
   * @throws IllegalStateException if no trial is complete and keeps its constraints, or there are several objectives
   */
  public FrozenTrial best() {
    return findBest()
        .orElseThrow(
            () -> new IllegalStateException(
                "study \"" + name + "\" has " + trials.size()
                    + " trials, and none is complete and keeps its constraints: run more, or look at why they failed"));
  }

  /**
   * The Pareto front: the complete trials that keep their constraints and that no other such trial dominates.
   *
   * @return them, by number
   */
  public List<FrozenTrial> front() {
    List<FrozenTrial> feasible = feasible();
    List<double[]> losses = new ArrayList<>();
    for (FrozenTrial trial : feasible) {
      losses.add(Dominance.losses(trial, directions));
    }
    return Dominance.front(losses).stream().map(feasible::get).toList();
  }

  /**
   * The volume between the Pareto front and a reference point.
   *
   * @param reference the worst value of interest of each objective
   * @return the volume; trials not better than the reference in every objective add nothing
   */
  public double hypervolume(double... reference) {
    Check.onePerObjective("reference point", reference.length, directions.size());
    double[] corner = new double[reference.length];
    for (int i = 0; i < corner.length; i++) {
      corner[i] = directions.get(i).loss(reference[i]);
    }
    List<double[]> losses = new ArrayList<>();
    for (FrozenTrial trial : front()) {
      losses.add(Dominance.losses(trial, directions));
    }
    return Hypervolume.of(losses, corner);
  }
}
