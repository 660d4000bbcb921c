package org.ockham.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.board.Histogram;
import org.ockham.optim.Optimizer;

/** A training run in progress, as callbacks see it. */
public final class Fit {

  private final TrainingModule module;
  private final Optimizer optimizer;
  private final TrainerSettings settings;
  private int stepsPerEpoch;
  private final List<Path> checkpoints = new ArrayList<>();
  private List<String> tags = List.of();
  private Parallelism parallelism = Parallelism.NONE;
  private int epoch;
  private long step;
  private volatile @Nullable String stopReason;

  Fit(TrainingModule module, Optimizer optimizer, TrainerSettings settings) {
    this.module = module;
    this.optimizer = optimizer;
    this.settings = settings;
  }

  /** What is trained. */
  public TrainingModule module() {
    return module;
  }

  /** The learning rate of the step under way, and after a step the one that it was made with; the first group's if there are some. */
  public double rate() {
    return optimizer.rate();
  }

  /** The same of one parameter's group. */
  public double rateOf(String parameter) {
    return optimizer.rateOf(parameter);
  }

  /** The epoch under way, from 1. */
  public int epoch() {
    return epoch;
  }

  public int maxEpochs() {
    return settings.maxEpochs();
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

  /** How its steps are laid out for several cores. */
  public Parallelism parallelism() {
    return parallelism;
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

  /**
   * Logs numbers under these tags, at the step that is done: loggers get those of a step together.
   */
  public void log(Map<String, Double> values) {
    settings.loggers().forEach(logger -> logger.log(step, epoch, values));
  }

  /** Logs a distribution, at the step that is done. */
  public void log(String tag, Histogram histogram) {
    settings.loggers().forEach(logger -> logger.log(step, tag, histogram));
  }

  /**
   * Asks for a checkpoint, from which a fit goes on as if it had never stopped: it is written into this directory when all callbacks
   * have been told of what happened, whole or not at all.
   */
  public void checkpoint(Path directory) {
    checkpoints.add(directory);
  }

  /** The directories that checkpoints were asked for, once. */
  List<Path> takeCheckpoints() {
    if (checkpoints.isEmpty()) {
      return List.of();
    }
    List<Path> taken = List.copyOf(checkpoints);
    checkpoints.clear();
    return taken;
  }

  /** A copy of the weights as they are now, which were chosen by this monitor. */
  public Weights weights(Map<String, Double> metrics, @Nullable Monitor monitor) {
    return Weights.of(module, epoch, metrics, monitor);
  }

  /** What moves the parameters. */
  public Optimizer optimizer() {
    return optimizer;
  }

  /** Who looks on. */
  List<Callback> callbacks() {
    return settings.callbacks();
  }

  /** Before anybody looks on: what the fit will consist of. */
  void expect(int stepsPerEpoch, List<String> tags, Parallelism parallelism) {
    this.parallelism = parallelism;
    this.stepsPerEpoch = stepsPerEpoch;
    this.tags = List.copyOf(tags);
  }

  /** The context of the next step, or of the one under way. */
  Step now() {
    return new Step(settings.seed(), step, Math.max(1, epoch), 0);
  }

  void startEpoch(int epoch) {
    this.epoch = epoch;
  }

  void countStep() {
    step++;
  }
}
