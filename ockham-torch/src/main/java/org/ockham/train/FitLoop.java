package org.ockham.train;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.ockham.data.Batch;
import org.ockham.data.DataModule;
import org.ockham.data.Epoch;
import org.ockham.data.Loader;
import org.ockham.nn.Layer;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Threads;

/** One fit: epochs of steps, each epoch followed by a validation. */
final class FitLoop {

  private final Trainer.Builder settings;
  private final AtomicBoolean interrupted;
  private final TrainingModule module;
  private final Layer network;
  private final Loader training;
  private final Loader validation;
  private final Stepper stepper;
  private final List<Callback> callbacks;
  private final Fit fit;

  FitLoop(
      Trainer.Builder settings, AtomicBoolean interrupted, TrainingModule module, DataModule data) {
    this.settings = settings;
    this.interrupted = interrupted;
    this.module = module;
    network = module.network();
    training = settings.trainingLoader(data.train());
    validation = settings.evaluationLoader(data.validation());
    callbacks = new ArrayList<>(settings.callbacks);
    if (module instanceof Callback itself) {
      callbacks.add(0, itself);
    }
    stepper = new Stepper(network, settings.seed, settings.clipping, callbacks);
    fit = new Fit(
        module, module.configureOptimizer().over(network), settings.maxEpochs, steps(), tags());
  }

  FitResult run() {
    if (settings.threads == null) {
      tuneThreads();
    }
    List<EpochResult> history = new ArrayList<>();
    settings.loggers.forEach(logger -> logger.start(fit.tags()));
    try {
      callbacks.forEach(callback -> callback.onFitStart(fit));
      for (int epoch = 1; epoch <= settings.maxEpochs && !isStopped(); epoch++) {
        runEpoch(epoch, history);
      }
    } finally {
      callbacks.forEach(callback -> callback.onFitEnd(fit));
      settings.loggers.forEach(Logger::close);
    }
    network.eval();
    return new FitResult(
        module,
        history,
        Weights.of(network, fit.epoch()),
        fit.best(),
        fit.stopReason(),
        interrupted.get());
  }

  private void runEpoch(int epoch, List<EpochResult> history) {
    long start = System.nanoTime();
    fit.startEpoch(epoch);
    callbacks.forEach(callback -> callback.onEpochStart(fit));
    Averages averages = new Averages(module);
    network.train();
    try (Epoch batches = training.epoch(epoch - 1)) {
      while (batches.hasNext() && !isStopped()) {
        try (Scope scope = Scope.open()) {
          double loss = stepper.step(next(batches), fit, averages);
          fit.countStep();
          for (Callback callback : callbacks) {
            callback.onStepEnd(fit, loss);
          }
        }
      }
    }
    if (isInterrupted()) {
      return; // an epoch cut short has no result
    }
    Map<String, Double> metrics = averages.values("train");
    if (epoch % settings.validateEvery == 0
        || epoch == settings.maxEpochs
        || fit.stopReason() != null) {
      metrics.putAll(Evaluation.measure(module, module::validationStep, validation, "val"));
    }
    history.add(new EpochResult(epoch, fit.step(), metrics, (System.nanoTime() - start) / 1e9));
    settings.loggers.forEach(logger -> logger.log(fit.step(), epoch, metrics));
    callbacks.forEach(callback -> callback.onEpochEnd(fit, metrics));
  }

  private int steps() {
    return (training.batches() + settings.accumulate - 1) / settings.accumulate;
  }

  private List<Batch> next(Epoch epoch) {
    List<Batch> batches = new ArrayList<>();
    while (batches.size() < settings.accumulate && epoch.hasNext()) {
      batches.add(epoch.next());
    }
    return batches;
  }

  /** What will be measured: validation on one batch says its tags, training measures the same. */
  private List<String> tags() {
    Set<String> validated =
        Evaluation.probe(module, module::validationStep, validation, "val").keySet();
    Set<String> tags = new LinkedHashSet<>();
    validated.forEach(tag -> tags.add("train" + tag.substring(tag.indexOf('/'))));
    tags.addAll(validated);
    return List.copyOf(tags);
  }

  /** Times real steps with an optimiser of their own, then puts the network back. */
  private void tuneThreads() {
    Weights before = Weights.of(network, 0);
    Fit trial = new Fit(
        module, module.configureOptimizer().over(network), settings.maxEpochs, steps(), fit.tags());
    Stepper silent = new Stepper(network, settings.seed, settings.clipping, List.of());
    network.train();
    try (Scope scope = Scope.open();
        Epoch epoch = training.epoch(0)) {
      List<Batch> batches = next(epoch);
      Threads.auto(() -> {
        try (Scope step = Scope.open()) {
          silent.step(batches, trial, new Averages(module));
        }
      });
    }
    network.load(before.state());
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
