package org.ockham.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ockham.checkpoint.CheckpointContents;
import org.ockham.checkpoint.CheckpointDirectory;
import org.ockham.data.Batch;
import org.ockham.data.DataModule;
import org.ockham.data.Epoch;
import org.ockham.data.Loader;
import org.ockham.nn.Layer;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Threads;

/**
 * One fit: epochs of steps, with validations in between. Where it stands is all in its {@link Progress}, beside what the optimiser,
 * the schedule, the epoch's averages, callbacks and loggers remember; it can begin at any such place.
 */
final class FitLoop {

  private final TrainerSettings settings;
  private final AtomicBoolean interrupted;
  private final Ranks ranks;
  private final TrainingModule module;
  private final Layer network;
  private final Loader training;
  private final Loader validation;
  private final FitPlan plan;
  private final Stepper stepper;
  private final List<Callback> callbacks;
  private final Fit fit;
  private final Progress progress;
  private final Averaging averaging;
  private final RateSchedule.Course schedule;
  private final List<String> drawn;
  private final Fingerprint fingerprint;
  private final FitMemory memory;
  private Averages averages;

  FitLoop(
      TrainerSettings settings,
      AtomicBoolean interrupted,
      Ranks ranks,
      TrainingModule module,
      DataModule data,
      Fingerprint fingerprint,
      List<String> drawn) {
    this.settings = settings;
    this.interrupted = interrupted;
    this.ranks = ranks;
    this.module = module;
    this.fingerprint = fingerprint;
    this.drawn = drawn;
    network = module.network();
    validation = settings.evaluationLoader(data.validation(), network);
    callbacks = settings.callbacks();
    stepper = new Stepper(network, settings);
    fit = new Fit(module, module.configureOptimizer().over(network), settings);
    progress = fit.progress();
    averages = new Averages(module, "train", fit);
    if (module instanceof ManualModule manual) {
      ManualSteps.check(manual, settings);
    }
    Rehearsal rehearsal = Rehearsal.of(
        fit,
        stepper,
        settings.trainingLoader(data.train(), network),
        validation,
        settings.validation().sanityBatches());
    training = rehearsal.training();
    int batchesPerEpoch = settings.loading().train().of(training.batches());
    plan = new FitPlan(settings, progress, batchesPerEpoch);
    List<String> tags = new ArrayList<>(rehearsal.tags());
    callbacks.forEach(callback -> tags.addAll(callback.tags(fit)));
    Parallelism parallelism =
        Parallelism.of(settings.computing(), module, rehearsal.multiplyAdds(), training.batch());
    fit.expect(batchesPerEpoch, tags, parallelism);
    averaging = new Averaging(settings.average(), network, training);
    fit.work(stepper, averaging, validation);
    schedule = settings.schedule().over(fit);
    memory = new FitMemory(fit, settings, schedule, fingerprint, drawn);
  }

  /**
   * Trains to the end.
   *
   * @param from where to go on, whose network's values are loaded already; null to begin
   */
  FitResult run(@Nullable Resumption from) {
    ranks.begin(() -> beginning(from));
    Threads before = Threads.current();
    fit.parallelism().threads().use();
    try (Shards shards = Shards.of(module, settings.computing(), fit.parallelism(), ranks)) {
      stepper.start(shards);
      return train(from);
    } finally {
      before.use();
    }
  }

  /** What the fit depends on, in words: what it goes through from here is a function of it. */
  private Map<String, String> beginning(@Nullable Resumption from) {
    Map<String, String> words = new LinkedHashMap<>(fingerprint.words());
    words.put("limits", settings.limits().toString());
    words.put("shards on each rank", Integer.toString(settings.computing().shards()));
    words.put("checkpoint", from == null ? "none" : "of step " + from.saved().step());
    words.put("weights", Weights.checksum(network.stateDict()));
    return words;
  }

  private FitResult train(@Nullable Resumption from) {
    if (from != null) {
      from.attempt(() -> {
        memory.restoreProgress(from.saved(), averages);
        checkPlace();
      });
    }
    List<Runnable> ends = new ArrayList<>();
    List<Runnable> closes = new ArrayList<>(List.of(fit::writeRow));
    try {
      fit.loggers().start(fit.tags(), from != null);
      closes.add(fit.loggers()::close);
      if (from != null) {
        from.attempt(() -> memory.restoreLoggers(from.saved()));
      }
      for (Callback callback : callbacks) {
        if (from == null) {
          callback.onFitStart(fit);
        } else { // what it said at the start has been written down
          fit.silently(() -> callback.onFitStart(fit));
        }
        ends.add(() -> callback.onFitEnd(fit));
      }
      if (from != null) {
        from.attempt(() -> memory.restore(from.saved()));
      }
      fit.writeRow();
      writeCheckpoints();
      progress.start();
      agree();
      while (!isInterrupted() && !(progress.isBetweenEpochs() && plan.isOver())) {
        runEpoch();
      }
      if (isInterrupted()) {
        tell(callback -> callback.onInterrupt(fit));
        writeCheckpoints();
      } else {
        String limit = plan.limit();
        if (limit != null) {
          fit.stop(limit);
        }
        String reason = fit.stopReason();
        if (reason != null) {
          fit.log("stopped", reason);
        }
      }
    } catch (RuntimeException | Error e) {
      Throwable failure = ranks.agreed(e);
      List<Runnable> told = new ArrayList<>();
      callbacks.forEach(callback -> told.add(() -> callback.onException(fit, failure)));
      told.add(this::writeCheckpoints);
      told.addAll(ends);
      told.addAll(closes);
      Endings.all(told, failure);
    }
    boolean wasInterrupted = ranks.isInterrupted(interrupted);
    if (!wasInterrupted) {
      closes.add(1, fit.loggers()::finish);
    }
    ends.addAll(closes);
    Endings.all(ends, null);
    averaging.end();
    network.eval();
    return new FitResult(
        drawn, progress.finished(), last(), bests(), fit.stopReason(), wasInterrupted);
  }

  /** Those that training ended with: the averages where there are some, which the network has by then. */
  private Weights last() {
    List<EpochResult> finished = progress.finished();
    Map<String, Double> metrics = progress.isBetweenEpochs() && !finished.isEmpty()
        ? finished.get(finished.size() - 1).metrics()
        : Map.<String, Double>of();
    return fit.weights(metrics, null);
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

  private void checkPlace() {
    if (progress.batches() > plan.batchesPerEpoch()) {
      throw new IllegalArgumentException("it stands after " + progress.batches()
          + " batches of an epoch, but an epoch has " + plan.batchesPerEpoch());
    }
  }

  /** An epoch from its beginning, or from where a fit that is resumed had left it. */
  private void runEpoch() {
    if (progress.isBetweenEpochs()) {
      startEpoch();
    }
    TrainingEvents.Epoch event = new TrainingEvents.Epoch();
    event.begin();
    network.train();
    try (Epoch batches = training.epoch(progress.epoch() - 1, progress.batches())) {
      while (!plan.isTrained() && !plan.isStopped() && !isInterrupted()) {
        if (plan.isValidationDue() && progress.validation() == null) {
          fit.logMeasured(averaging.during(this::validate));
        } else {
          step(batches);
        }
        settle();
      }
    }
    if (!isInterrupted()) { // an epoch cut short has no result
      endEpoch();
    }
    event.over(progress);
  }

  private void startEpoch() {
    progress.startEpoch();
    averages = new Averages(module, "train", fit);
    schedule.beforeEpoch(progress.epoch());
    tell(callback -> callback.onEpochStart(fit));
    fit.writeRow();
    agree();
  }

  private void step(Epoch epoch) {
    TrainingEvents.Step event = new TrainingEvents.Step();
    event.begin();
    try (Scope scope = Scope.open()) {
      schedule.beforeStep(fit.step());
      tell(callback -> callback.onStepStart(fit));
      long start = System.nanoTime();
      List<Batch> batches = next(epoch);
      if (batches.isEmpty()) {
        return;
      }
      fit.take(batches, System.nanoTime() - start);
      double loss = module instanceof ManualModule manual
          ? ManualSteps.step(manual, batches.get(0), fit, averages)
          : stepper.step(batches, fit, averages);
      progress.countStep(batches.size());
      averaging.afterStep();
      tell(callback -> callback.onStepEnd(fit, loss));
      fit.take(List.of(), 0);
    }
    event.over(progress);
  }

  private void endEpoch() {
    averaging.afterEpoch(progress.epoch());
    Map<String, Double> metrics = averages.values();
    if (plan.isValidationDue() || plan.isOver()) {
      Map<String, Double> measured = progress.validation();
      metrics.putAll(measured == null ? averaging.during(this::validate) : measured);
    }
    if (!plan.isStopped()) {
      refuseEmpty(metrics, "train/loss", "training");
    }
    progress.endEpoch(metrics);
    fit.logMeasured(metrics);
    tell(callback -> callback.onEpochEnd(fit, metrics));
    schedule.afterEpoch(metrics);
    settle();
  }

  private Map<String, Double> validate() {
    TrainingEvents.Validation event = new TrainingEvents.Validation();
    event.begin();
    tell(callback -> callback.onValidationStart(fit));
    int batches = settings.loading().validation().of(validation.batches());
    Map<String, Double> metrics = Evaluation.measure(
        module,
        module::validationStep,
        validation,
        batches,
        "val",
        fit,
        (batch, output) -> tell(callback -> callback.onValidationBatch(fit, batch, output)));
    refuseEmpty(metrics, "val/loss", "validation");
    progress.validated(metrics);
    tell(callback -> callback.onValidationEnd(fit, metrics));
    event.over(progress);
    return metrics;
  }

  /** What was said and asked for in an event is done, once all callbacks have been told of it. */
  private void settle() {
    fit.writeRow();
    writeCheckpoints();
    agree();
  }

  /** Ranks go on together, or end together. */
  private void agree() {
    noteInterrupt();
    ranks.agree(progress, interrupted);
  }

  private void tell(Consumer<Callback> event) {
    callbacks.forEach(event);
  }

  /** Those that callbacks asked for, once all of them have been told of what happened. */
  private void writeCheckpoints() {
    List<Path> places = fit.takeCheckpoints();
    if (!places.isEmpty() && ranks.isFirst()) {
      boolean wasInterrupted = Thread.interrupted(); // which would close the files that are written
      fit.loggers().flush();
      TrainingEvents.Checkpoint event = new TrainingEvents.Checkpoint();
      event.begin();
      try (Scope scope = Scope.open()) {
        CheckpointContents contents = memory.save(averages);
        places.forEach(place -> CheckpointDirectory.write(place, contents));
      } finally {
        if (wasInterrupted) {
          Thread.currentThread().interrupt();
        }
      }
      event.over(progress);
    }
  }

  /** The mean of no losses is not a number, whatever the network. */
  private void refuseEmpty(Map<String, Double> metrics, String tag, String data) {
    if (Double.isNaN(metrics.getOrDefault(tag, 0.0))) {
      throw new TrainingException("nothing in the " + data + " data counts for the loss in epoch "
          + fit.epoch() + ": all its labels are those to ignore, or have a weight of 0");
    }
  }

  /** The batches of the next step; none if the fit is interrupted while it waits for them. */
  private List<Batch> next(Epoch epoch) {
    int most = Math.min(plan.accumulate(), plan.batchesPerEpoch() - epoch.position());
    TrainingEvents.DataWait event = new TrainingEvents.DataWait();
    event.begin();
    List<Batch> batches = new ArrayList<>();
    try {
      while (batches.size() < most) {
        batches.add(epoch.next());
      }
    } catch (CancellationException e) {
      noteInterrupt();
      if (!interrupted.get()) {
        throw e;
      }
      return ranks.isAlone() ? List.of() : reread(most);
    }
    event.over(progress);
    return batches;
  }

  /** What an interrupt has kept from being read: the other ranks are on their way to this step, and end after it too. */
  private List<Batch> reread(int most) {
    boolean wasInterrupted = Thread.interrupted();
    List<Batch> batches = new ArrayList<>();
    try (Epoch again = training.prefetch(0).epoch(progress.epoch() - 1, progress.batches())) {
      while (batches.size() < most) {
        batches.add(again.next());
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
    return batches;
  }

  private boolean isInterrupted() {
    noteInterrupt();
    return ranks.isInterrupted(interrupted);
  }

  private void noteInterrupt() {
    if (Thread.currentThread().isInterrupted()) {
      interrupted.set(true);
    }
  }
}
