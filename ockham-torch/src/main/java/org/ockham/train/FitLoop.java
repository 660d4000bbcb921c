package org.ockham.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Batch;
import org.ockham.data.DataModule;
import org.ockham.data.Epoch;
import org.ockham.data.Loader;
import org.ockham.logger.Logger;
import org.ockham.nn.Layer;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Threads;

/** One fit: epochs of steps, each epoch followed by a validation. */
final class FitLoop {

  private final TrainerSettings settings;
  private final AtomicBoolean interrupted;
  private final TrainingModule module;
  private final Layer network;
  private final Loader training;
  private final Loader validation;
  private final Stepper stepper;
  private final List<Callback> callbacks;
  private final Fit fit;
  private final RateSchedule.Course schedule;
  private final List<String> drawn;

  FitLoop(
      TrainerSettings settings,
      AtomicBoolean interrupted,
      TrainingModule module,
      DataModule data,
      List<String> drawn) {
    this.settings = settings;
    this.interrupted = interrupted;
    this.module = module;
    this.drawn = drawn;
    network = module.network();
    validation = settings.evaluationLoader(data.validation());
    callbacks = settings.callbacks();
    stepper = new Stepper(network, settings);
    fit = newFit();
    Rehearsal rehearsal =
        Rehearsal.of(fit, stepper, settings.trainingLoader(data.train()), validation);
    training = rehearsal.training();
    Parallelism parallelism =
        Parallelism.of(settings, module, rehearsal.multiplyAdds(), training.batch());
    fit.expect(steps(), rehearsal.tags(), parallelism);
    schedule = settings.schedule().over(fit);
  }

  private Fit newFit() {
    return new Fit(module, module.configureOptimizer().over(network), settings);
  }

  FitResult run() {
    Threads before = Threads.current();
    fit.parallelism().threads().use();
    try (Shards shards = Shards.of(module, settings, fit.parallelism())) {
      stepper.start(shards);
      return train();
    } finally {
      before.use();
    }
  }

  private FitResult train() {
    List<EpochResult> history = new ArrayList<>();
    List<Runnable> ends = new ArrayList<>();
    try {
      for (Logger logger : settings.loggers()) {
        logger.start(fit.tags(), false);
        ends.add(logger::close);
      }
      int closed = 0; // callbacks are told of the end before loggers are closed
      for (Callback callback : callbacks) {
        callback.onFitStart(fit);
        ends.add(closed++, () -> callback.onFitEnd(fit));
      }
      for (int epoch = 1; epoch <= settings.maxEpochs() && !isStopped(); epoch++) {
        runEpoch(epoch, history);
      }
    } catch (RuntimeException | Error failure) {
      List<Runnable> told = new ArrayList<>();
      callbacks.forEach(callback -> told.add(() -> callback.onException(fit, failure)));
      told.addAll(ends);
      end(told, failure);
    }
    end(ends, null);
    network.eval();
    return new FitResult(
        drawn, history, last(history), bests(), fit.stopReason(), interrupted.get());
  }

  private Weights last(List<EpochResult> history) {
    boolean whole = history.size() == fit.epoch() && !history.isEmpty();
    Map<String, Double> metrics =
        whole ? history.get(history.size() - 1).metrics() : Map.<String, Double>of();
    return Weights.of(module, fit.epoch(), metrics, null);
  }

  private Map<String, Weights> bests() {
    Map<String, Weights> bests = new LinkedHashMap<>();
    for (Callback callback : callbacks) {
      if (callback instanceof WeightSelector selector) {
        Weights best = selector.best();
        if (best != null) {
          bests.putIfAbsent(selector.monitor().tag(), best);
        }
      }
    }
    return bests;
  }

  /** Does all of these, whichever fails, and throws the first failure with the later ones in it. */
  private static void end(List<Runnable> ends, @Nullable Throwable failure) {
    Throwable first = failure;
    for (Runnable end : ends) {
      try {
        end.run();
      } catch (RuntimeException | Error e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first instanceof Error error) {
      throw error;
    } else if (first instanceof RuntimeException unchecked) {
      throw unchecked;
    }
  }

  private void runEpoch(int epoch, List<EpochResult> history) {
    long start = System.nanoTime();
    fit.startEpoch(epoch);
    schedule.beforeEpoch(epoch);
    tell(callback -> callback.onEpochStart(fit));
    Averages averages = new Averages(module, "train", fit);
    network.train();
    try (Epoch batches = training.epoch(epoch - 1)) {
      while (batches.hasNext() && !isStopped()) {
        try (Scope scope = Scope.open()) {
          schedule.beforeStep(fit.step());
          tell(callback -> callback.onStepStart(fit));
          double loss = stepper.step(next(batches), fit, averages);
          fit.countStep();
          tell(callback -> callback.onStepEnd(fit, loss));
        }
        writeCheckpoints();
      }
    }
    if (isInterrupted()) {
      return; // an epoch cut short has no result
    }
    Map<String, Double> metrics = averages.values();
    if (epoch % settings.validateEvery() == 0
        || epoch == settings.maxEpochs()
        || fit.stopReason() != null) {
      metrics.putAll(validate());
    }
    if (fit.stopReason() == null) {
      refuseEmpty(metrics, "train/loss", "training");
    }
    history.add(new EpochResult(epoch, fit.step(), metrics, (System.nanoTime() - start) / 1e9));
    settings.loggers().forEach(logger -> logger.log(fit.step(), epoch, metrics));
    tell(callback -> callback.onEpochEnd(fit, metrics));
    schedule.afterEpoch(metrics);
    writeCheckpoints();
  }

  private Map<String, Double> validate() {
    tell(callback -> callback.onValidationStart(fit));
    Map<String, Double> metrics =
        Evaluation.measure(module, module::validationStep, validation, "val", fit);
    refuseEmpty(metrics, "val/loss", "validation");
    tell(callback -> callback.onValidationEnd(fit, metrics));
    return metrics;
  }

  private void tell(Consumer<Callback> event) {
    callbacks.forEach(event);
  }

  /** Those that callbacks asked for, once all of them have been told of what happened. */
  private void writeCheckpoints() {
    fit.takeCheckpoints();
  }

  /** The mean of no losses is not a number, whatever the network. */
  private void refuseEmpty(Map<String, Double> metrics, String tag, String data) {
    if (Double.isNaN(metrics.getOrDefault(tag, 0.0))) {
      throw new TrainingException("nothing in the " + data + " data counts for the loss in epoch "
          + fit.epoch() + ": all its labels are those to ignore, or have a weight of 0");
    }
  }

  private int steps() {
    return (training.batches() + settings.accumulate() - 1) / settings.accumulate();
  }

  private List<Batch> next(Epoch epoch) {
    List<Batch> batches = new ArrayList<>();
    while (batches.size() < settings.accumulate() && epoch.hasNext()) {
      batches.add(epoch.next());
    }
    return batches;
  }

  private boolean isStopped() {
    return fit.stopReason() != null || isInterrupted();
  }

  private boolean isInterrupted() {
    if (Thread.currentThread().isInterrupted()) {
      interrupted.set(true);
    }
    return interrupted.get();
  }
}
