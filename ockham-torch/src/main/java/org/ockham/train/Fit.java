package org.ockham.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
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
  private final Progress progress = new Progress();
  private final Map<String, Double> row = new LinkedHashMap<>();
  private final List<Path> checkpoints = new ArrayList<>();
  private int batchesPerEpoch;
  private int maxEpochs;
  private List<String> tags = List.of();
  private Parallelism parallelism = Parallelism.NONE;

  Fit(TrainingModule module, Optimizer optimizer, TrainerSettings settings) {
    this.module = module;
    this.optimizer = optimizer;
    this.settings = settings;
  }

  Progress progress() {
    return progress;
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

  /** The epoch under way, from 1; after its end, until the next begins, the one that is over. */
  public int epoch() {
    return progress.epoch();
  }

  /** Epochs that there will be at most: of all that bounds a fit but time, what ends it first. */
  public int maxEpochs() {
    return maxEpochs;
  }

  /** Optimiser steps done. */
  public long step() {
    return progress.step();
  }

  /** How long it has taken so far, in seconds; of a fit that was resumed in all its parts. */
  public double seconds() {
    return progress.seconds();
  }

  /** Optimiser steps in the epoch under way; how many there are changes where {@link GradientAccumulation} does. */
  public int stepsPerEpoch() {
    return settings.accumulate().steps(epoch(), batchesPerEpoch);
  }

  /**
   * Everything that will be measured or logged: {@code train/loss}, {@code val/loss}, {@code val/accuracy} …, and what callbacks
   * {@linkplain Callback#tags say} that they log.
   */
  public List<String> tags() {
    return tags;
  }

  /** How its steps are laid out for several cores. */
  public Parallelism parallelism() {
    return parallelism;
  }

  /**
   * The last value of every tag that has been measured or logged, up to the event before the one that callbacks are being told of: so
   * each of them sees the same.
   */
  public Map<String, Double> latest() {
    return Collections.unmodifiableMap(progress.latest());
  }

  /** Ends training after the step, or the epoch's callbacks, under way. The first reason is kept. */
  public void stop(String reason) {
    progress.stop(reason);
  }

  /** Why training is to end, or null. */
  public @Nullable String stopReason() {
    return progress.stopReason();
  }

  /**
   * Logs numbers under these tags, at the step that is done: loggers get those of one event together, when all callbacks have been
   * told of it.
   */
  public void log(Map<String, Double> values) {
    row.putAll(values);
  }

  /** Hands what was logged or measured to the loggers, in one row. */
  void writeRow() {
    if (!row.isEmpty()) {
      Map<String, Double> values = new LinkedHashMap<>(row);
      row.clear();
      progress.latest().putAll(values);
      settings.loggers().forEach(logger -> logger.log(step(), epoch(), values));
    }
  }

  /** Logs a distribution, at the step that is done. */
  public void log(String tag, Histogram histogram) {
    settings.loggers().forEach(logger -> logger.log(step(), tag, histogram));
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
    return Weights.of(module, epoch(), metrics, monitor);
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
  void expect(int batchesPerEpoch, List<String> tags, Parallelism parallelism) {
    this.parallelism = parallelism;
    this.batchesPerEpoch = batchesPerEpoch;
    this.tags = List.copyOf(tags);
    maxEpochs = settings.limits().epochs(settings.accumulate(), batchesPerEpoch);
  }

  /** The context of the next step, or of the one under way. */
  Step now() {
    return new Step(settings.seed(), step(), Math.max(1, epoch()), 0);
  }
}
