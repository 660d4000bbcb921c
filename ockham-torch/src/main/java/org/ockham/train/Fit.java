package org.ockham.train;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.optim.Optimizer;

/** A training run in progress, as callbacks see it. */
public final class Fit {

  private final TrainingModule module;
  private final Optimizer optimizer;
  private final int maxEpochs;
  private int stepsPerEpoch;
  private List<String> tags = List.of();
  private int epoch;
  private long step;
  private @Nullable Weights best;
  private volatile @Nullable String stopReason;

  Fit(TrainingModule module, Optimizer optimizer, int maxEpochs) {
    this.module = module;
    this.optimizer = optimizer;
    this.maxEpochs = maxEpochs;
  }

  /** What is trained. */
  public TrainingModule module() {
    return module;
  }

  /** What it is trained with: its rate may be changed between steps. */
  public Optimizer optimizer() {
    return optimizer;
  }

  /** The epoch under way, from 1. */
  public int epoch() {
    return epoch;
  }

  public int maxEpochs() {
    return maxEpochs;
  }

  /** Optimiser steps done. */
  public long step() {
    return step;
  }

  /** Optimiser steps in an epoch. */
  public int stepsPerEpoch() {
    return stepsPerEpoch;
  }

  /** Everything that is measured in an epoch: {@code train/loss}, {@code val/loss}, {@code val/accuracy} … */
  public List<String> tags() {
    return tags;
  }

  /** Ends training after the step, or the epoch's callbacks, under way. The first reason is kept. */
  public void stop(String reason) {
    if (stopReason == null) {
      stopReason = reason;
    }
  }

  /** Why training is to end, or null. */
  public @Nullable String stopReason() {
    return stopReason;
  }

  /** Before anybody looks on: what the fit will consist of. */
  void expect(int stepsPerEpoch, List<String> tags) {
    this.stepsPerEpoch = stepsPerEpoch;
    this.tags = List.copyOf(tags);
  }

  void keepAsBest() {
    best = Weights.of(module.network(), epoch);
  }

  @Nullable
  Weights best() {
    return best;
  }

  void startEpoch(int epoch) {
    this.epoch = epoch;
  }

  void countStep() {
    step++;
  }
}
