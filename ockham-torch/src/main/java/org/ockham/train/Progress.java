package org.ockham.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ockham.state.SavedState;
import org.ockham.state.Stateful;

/**
 * Where a fit stands: between two steps, in the middle of an epoch or between two. It is all that the loop itself remembers, and the
 * place where one that is resumed goes on.
 */
final class Progress implements Stateful {

  private int epoch;
  private int batches;
  private long step;
  private final List<EpochResult> finished = new ArrayList<>();
  private final Map<String, Double> latest = new LinkedHashMap<>();
  private @Nullable Map<String, Double> validation;
  private volatile @Nullable String stopReason;
  private @Nullable Agreed agreed;
  private double secondsBefore;
  private double epochStart;
  private long started = System.nanoTime();

  /** What ranks have agreed on between two steps: how long the fit takes, and why it is to end. */
  private record Agreed(double seconds, @Nullable String stopReason) {}

  /** The epoch under way, or between two the one that is over; from 1, and 0 before the first. */
  int epoch() {
    return epoch;
  }

  /** Batches of the epoch that have been trained on. */
  int batches() {
    return batches;
  }

  /** Optimiser steps done. */
  long step() {
    return step;
  }

  /** The epochs that are over, in order. */
  List<EpochResult> finished() {
    return finished;
  }

  /** Whether the epoch is over, its validation and all: what comes next is a new one. */
  boolean isBetweenEpochs() {
    return finished.size() == epoch;
  }

  /** What was validated after the step that was done last; null if that has not been done, or not yet. */
  @Nullable
  Map<String, Double> validation() {
    return validation;
  }

  /** The last value of every tag. */
  Map<String, Double> latest() {
    return latest;
  }

  /** Why training is to end, or null. */
  @Nullable
  String stopReason() {
    return stopReason;
  }

  /** How long the fit has taken, in all its parts if it was resumed. */
  double seconds() {
    return secondsBefore + (System.nanoTime() - started) / 1e9;
  }

  /** Until ranks agree again, they all take this for the time and for the reason to stop. */
  void agree(double seconds, @Nullable String stopReason) {
    agreed = new Agreed(seconds, stopReason);
    this.stopReason = stopReason == null ? this.stopReason : stopReason;
  }

  /** By which clock the fit ends: its own, or that of the ranks. */
  double secondsForAll() {
    return agreed == null ? seconds() : agreed.seconds;
  }

  /** Whether somebody has asked to stop, and if there are ranks all know. */
  boolean isToStop() {
    return (agreed == null ? stopReason : agreed.stopReason) != null;
  }

  /** From now on the clock runs. */
  void start() {
    started = System.nanoTime();
  }

  void startEpoch() {
    epoch++;
    batches = 0;
    epochStart = seconds();
  }

  /** A step on so many batches has been made. */
  void countStep(int batches) {
    this.batches += batches;
    step++;
    validation = null;
  }

  void validated(Map<String, Double> metrics) {
    validation = metrics;
  }

  void endEpoch(Map<String, Double> metrics) {
    finished.add(new EpochResult(epoch, step, metrics, seconds() - epochStart));
  }

  /** The first reason is kept. */
  void stop(String reason) {
    if (stopReason == null) {
      stopReason = reason;
    }
  }

  @Override
  public SavedState state() {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("epoch", (long) epoch);
    values.put("batches", (long) batches);
    values.put("step", step);
    values.put("finished", finished.stream().map(EpochResult::values).toList());
    values.put("latest", latest);
    values.put("validation", validation);
    values.put("stopReason", stopReason);
    values.put("seconds", seconds());
    values.put("epochStart", epochStart);
    return SavedState.of(values);
  }

  @Override
  public void restore(SavedState saved) {
    int savedEpoch = Math.toIntExact(saved.whole("epoch"));
    int savedBatches = Math.toIntExact(saved.whole("batches"));
    long savedStep = saved.whole("step");
    List<EpochResult> savedResults = new ArrayList<>();
    saved.list("finished").forEach(each -> savedResults.add(EpochResult.of(each)));
    int over = savedResults.size();
    boolean isOrdered =
        IntStream.range(0, over).allMatch(i -> savedResults.get(i).epoch() == i + 1);
    if (savedBatches < 0
        || savedStep < 0
        || !isOrdered
        || (over != savedEpoch && over != savedEpoch - 1)) {
      throw new IllegalArgumentException("it stands in epoch " + savedEpoch + " after "
          + savedBatches + " batches and " + savedStep + " steps, with " + over
          + " epochs over: that cannot be");
    }
    Map<String, Double> savedLatest = saved.numbersOf("latest");
    Map<String, Double> savedValidation =
        saved.values().get("validation") == null ? null : saved.numbersOf("validation");
    String savedReason = saved.values().get("stopReason") == null ? null : saved.text("stopReason");
    secondsBefore = saved.number("seconds");
    epochStart = saved.number("epochStart");
    epoch = savedEpoch;
    batches = savedBatches;
    step = savedStep;
    finished.clear();
    finished.addAll(savedResults);
    latest.clear();
    latest.putAll(savedLatest);
    validation = savedValidation;
    stopReason = savedReason;
    start();
  }
}
