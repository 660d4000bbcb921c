package org.ockham.search.pruner;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.Dominance;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.History;
import org.ockham.search.trial.TrialState;

/**
 * A trial under way and the trials to compare it with. Values are compared as losses: smaller is better.
 *
 * <p>With several objectives the loss of a trial at a step is the number of others that dominate it there.
 *
 * @param study the study's name
 * @param directions which values are better
 * @param trial the trial with what it reported so far
 * @param history the other trials
 * @param memory takes the system attributes that a pruner leaves in the trial
 */
public record RunningTrial(
    String study,
    List<Direction> directions,
    FrozenTrial trial,
    History history,
    BiConsumer<String, @Nullable Object> memory) {

  /**
   * The last step that was reported.
   *
   * @return the step, or null if there is none
   */
  public @Nullable Integer step() {
    return trial.lastStep();
  }

  /**
   * The trial's loss at a step.
   *
   * @param step a step it reported
   * @return its loss, NaN if that is what it reported or if there is none
   */
  public double loss(int step) {
    if (directions.size() == 1) {
      return loss(trial, step);
    }
    List<FrozenTrial> all = new ArrayList<>(others(false));
    all.add(trial);
    List<Double> losses = losses(step, all);
    return losses.get(losses.size() - 1);
  }

  /**
   * The losses of trials at a step, compared with one another.
   *
   * @param step the step
   * @param trials the trials
   * @return one for each, NaN where a trial reported none or NaN
   */
  public List<Double> losses(int step, List<FrozenTrial> trials) {
    List<@Nullable Object> measures = new ArrayList<>(trials.size());
    for (FrozenTrial one : trials) {
      measures.add(measure(one, step));
    }
    return rank(measures);
  }

  /**
   * What a trial reported at a step, as attributes keep it.
   *
   * @param one any trial
   * @param step the step
   * @return a number, or a list of them with several objectives; null if there is none or it is NaN
   */
  public @Nullable Object measure(FrozenTrial one, int step) {
    if (directions.size() > 1) {
      return one.systemAttributes().get(FrozenTrial.VECTORS) instanceof Map<?, ?> all
          ? all.get(Integer.toString(step))
          : null;
    }
    double value = one.intermediateValues().getOrDefault(step, Double.NaN);
    return Double.isNaN(value)
        ? null
        : Math.max(-Double.MAX_VALUE, Math.min(Double.MAX_VALUE, value));
  }

  /**
   * Measures as losses: the value itself, or with several objectives the number of the other measures that dominate it.
   *
   * @param measures what {@link #measure} gave
   * @return one loss for each, NaN for null
   */
  public List<Double> rank(List<? extends @Nullable Object> measures) {
    List<Double> losses = new ArrayList<>(measures.size());
    List<double @Nullable []> vectors = new ArrayList<>();
    for (Object measure : measures) {
      vectors.add(vector(measure));
    }
    for (double[] one : vectors) {
      if (one == null) {
        losses.add(Double.NaN);
      } else if (one.length == 1) {
        losses.add(one[0]);
      } else {
        losses.add((double) vectors.stream()
            .filter(other -> other != null && Dominance.dominates(other, one))
            .count());
      }
    }
    return losses;
  }

  private double @Nullable [] vector(@Nullable Object measure) {
    if (measure instanceof Number number && directions.size() == 1) {
      return new double[] {directions.get(0).loss(number.doubleValue())};
    }
    if (!(measure instanceof List<?> values) || values.size() != directions.size()) {
      return null;
    }
    double[] losses = new double[values.size()];
    for (int i = 0; i < losses.length; i++) {
      losses[i] = values.get(i) instanceof Number number
          ? directions.get(i).loss(number.doubleValue())
          : Double.POSITIVE_INFINITY;
    }
    return losses;
  }

  /**
   * The other trials.
   *
   * @param running whether those under way count, or only those that ended
   * @return them
   */
  public List<FrozenTrial> others(boolean running) {
    if (!running) {
      return history.finished();
    }
    List<FrozenTrial> all = new ArrayList<>(history.finished());
    all.addAll(history.running());
    return all;
  }

  /**
   * The last step of the first complete trial that reported any. It stays the same as the history grows;
   * another process may have come to know the trials in another order.
   *
   * @return the step, or empty if there is no such trial yet
   */
  OptionalInt lastOfFirst() {
    for (FrozenTrial other : history.finished()) {
      Integer last = other.lastStep();
      if (other.state() == TrialState.COMPLETE && last != null) {
        return OptionalInt.of(last);
      }
    }
    return OptionalInt.empty();
  }

  /**
   * The loss of a trial at a step, with one objective.
   *
   * @param other any trial
   * @param step the step
   * @return the loss, NaN if there is none
   */
  public double loss(FrozenTrial other, int step) {
    Double value = other.intermediateValues().get(step);
    return value == null ? Double.NaN : directions.get(0).loss(value);
  }
}
