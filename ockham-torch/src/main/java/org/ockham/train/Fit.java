package org.ockham.train;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.ockham.board.Histogram;
import org.ockham.data.Batch;
import org.ockham.data.Dataset;
import org.ockham.data.Loader;
import org.ockham.distributed.ProcessGroup;
import org.ockham.logger.AsyncLoggers;
import org.ockham.nn.Summary;
import org.ockham.optim.Optimizer;
import org.ockham.state.SavedState;
import org.ockham.tensor.Device;
import org.ockham.tensor.Tensor;

/** A training run in progress, as callbacks see it. */
public final class Fit {

  private final TrainingModule module;
  private final Optimizer optimizer;
  private final TrainerSettings settings;
  private final AsyncLoggers loggers;
  private final Progress progress = new Progress();
  private final Map<String, Double> row = new LinkedHashMap<>();
  private final List<Path> checkpoints = new ArrayList<>();
  private int batchesPerEpoch;
  private int maxEpochs;
  private long expectedSteps;
  private @Nullable Stepper stepper;
  private @Nullable Loader validation;
  private Averaging averaging = Averaging.none();
  private List<Batch> batches = List.of();
  private long dataNanos;
  private List<String> tags = List.of();
  private boolean isSilent;
  private Parallelism parallelism = Parallelism.NONE;

  Fit(TrainingModule module, Optimizer optimizer, TrainerSettings settings) {
    this.module = module;
    this.optimizer = optimizer;
    this.settings = settings;
    loggers = new AsyncLoggers(settings.loggers());
  }

  Progress progress() {
    return progress;
  }

  AsyncLoggers loggers() {
    return loggers;
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

  /** Which of the {@linkplain Trainer.Builder#ranks ranks} this is; 0 in one process. Who writes or prints does so on the first, 0. */
  public int rank() {
    ProcessGroup ranks = settings.computing().ranks();
    return ranks == null ? 0 : ranks.rank();
  }

  /** Where it is computed. */
  public Device device() {
    return settings.computing().device();
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
    row.putAll(new TreeMap<>(values)); // the order of Map.of is another in every process
  }

  /** The same of what the loop measures, in its order. */
  void logMeasured(Map<String, Double> values) {
    row.putAll(values);
  }

  /** Tells somebody something without a trace: what he logs then is not written, what he asks for not done. */
  void silently(Runnable event) {
    isSilent = true;
    try {
      event.run();
    } finally {
      isSilent = false;
      row.clear();
      checkpoints.clear();
    }
  }

  /** Hands what was logged or measured to the loggers, in one row. */
  void writeRow() {
    if (!row.isEmpty()) {
      Map<String, Double> values = new LinkedHashMap<>(row);
      row.clear();
      progress.latest().putAll(values);
      if (!settings.loggers().isEmpty()) {
        loggers.log(step(), epoch(), values);
      }
    }
  }

  /** Logs a distribution, at the step that is done. */
  public void log(String tag, Histogram histogram) {
    if (!isSilent && !settings.loggers().isEmpty()) {
      loggers.log(step(), tag, histogram);
    }
  }

  /** Logs words, at the step that is done: what a callback has found. */
  public void log(String tag, String text) {
    if (!isSilent && !settings.loggers().isEmpty()) {
      loggers.text(step(), tag, text);
    }
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

  /**
   * A copy of the weights as they are now, which were chosen by this monitor. Where weights are {@linkplain Trainer.Builder#average
   * averaged}, it is the averages, since those are what is validated.
   */
  public Weights weights(Map<String, Double> metrics, @Nullable Monitor monitor) {
    return averaging.during(() -> Weights.of(module, epoch(), metrics, monitor));
  }

  /**
   * Weights that were {@linkplain Weights#state saved}.
   *
   * @throws IllegalArgumentException if they were another network's
   */
  public Weights weights(SavedState saved, @Nullable Monitor monitor) {
    return Weights.of(module, saved, monitor);
  }

  /** The batches of the step under way, from {@link Callback#onGradients} to {@link Callback#onStepEnd}. */
  public List<Batch> batches() {
    return batches;
  }

  /**
   * Passes the batches of the step under way through the network again, each whole and on this thread, as the step does: in training
   * mode, recording. The network stays as it is, but for what is done to it with the outputs: whoever wants gradients takes them by
   * {@link Tensor#gradients}, which leaves the step's own alone. For {@link Callback#onGradients}.
   *
   * @param change what is passed in place of a batch
   */
  public void repeat(UnaryOperator<Batch> change, Consumer<StepOutput> use) {
    try (Rehearsal.Buffers buffers = Rehearsal.Buffers.of(module.network())) {
      long first = 0;
      for (int i = 0; i < batches.size(); i++) {
        Batch batch = batches.get(i);
        Step step = now().batch(i);
        use.accept(requireNonNull(stepper).rehearse(change.apply(batch), this, step, first));
        first += batch.size();
      }
    }
  }

  /**
   * Passes the validation data through the network as it is validated, in evaluation mode, without recording; nothing is logged.
   */
  public void validate(BiConsumer<Batch, StepOutput> use) {
    Loader loader = requireNonNull(validation);
    int batches = settings.loading().validation().of(loader.batches());
    averaging.during(() ->
        Evaluation.measure(module, module::validationStep, loader, batches, "val", null, use));
  }

  /** The outputs for all samples, of the network as it is validated, on the CPU: [n, …]. */
  public Tensor predict(Dataset data) {
    return averaging.during(
        () -> Evaluation.predict(module, settings.evaluationLoader(data, module.network())));
  }

  /** What the network is made of, and what regularisers do to which of its parameters. */
  public Summary summary() {
    return settings
        .regularizers()
        .summary(module.network(), requireNonNull(validation).dataset().inputShape());
  }

  /**
   * The optimiser steps that there will be, if nothing ends the fit before; {@link Limits#NO_STEPS} if it is bounded by time alone.
   */
  public long expectedSteps() {
    return expectedSteps;
  }

  /** How long its steps have waited for their batches, in seconds. */
  public double dataSeconds() {
    return dataNanos / 1e9;
  }

  /** What moves the parameters. */
  public Optimizer optimizer() {
    return optimizer;
  }

  /** Who looks on. */
  List<Callback> callbacks() {
    return settings.callbacks();
  }

  /** Before anybody looks on: what steps and validations are made by. */
  void work(Stepper stepper, Averaging averaging, Loader validation) {
    this.stepper = stepper;
    this.averaging = averaging;
    this.validation = validation;
  }

  /** The step under way is made of these, which took so long to come. */
  void take(List<Batch> batches, long nanos) {
    this.batches = List.copyOf(batches);
    dataNanos += nanos;
  }

  /** Before anybody looks on: what the fit will consist of. */
  void expect(int batchesPerEpoch, List<String> tags, Parallelism parallelism) {
    this.parallelism = parallelism;
    this.batchesPerEpoch = batchesPerEpoch;
    this.tags = List.copyOf(tags);
    maxEpochs = settings.limits().epochs(settings.accumulate(), batchesPerEpoch);
    expectedSteps = settings.limits().steps(settings.accumulate(), batchesPerEpoch);
  }

  /** The context of the next step, or of the one under way. */
  Step now() {
    return new Step(settings.seed(), step(), Math.max(1, epoch()), 0);
  }
}
