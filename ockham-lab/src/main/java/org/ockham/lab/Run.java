package org.ockham.lab;

import static java.util.Objects.requireNonNull;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ockham.callback.Checkpoint;
import org.ockham.data.DataModule;
import org.ockham.lab.recipe.TrainingPlan;
import org.ockham.lab.recipe.Variant;
import org.ockham.logger.CsvLogger;
import org.ockham.logger.Logger;
import org.ockham.nn.Layer;
import org.ockham.train.Callback;
import org.ockham.train.Classifier;
import org.ockham.train.Fit;
import org.ockham.train.FitResult;
import org.ockham.train.Metrics;
import org.ockham.train.Regularizer;
import org.ockham.train.Trainer;
import org.ockham.train.Weights;

/**
 * Trains an experiment and judges it: the epoch best in validation is selected, and only its weights meet the test set, once.
 * A run that is interrupted is not tested; what it has so far is kept.
 */
public final class Run {

  private final Experiment experiment;
  private final List<Callback> callbacks;
  private final boolean tested;
  private volatile boolean interrupted;
  private volatile @Nullable Trainer trainer;

  public Run(Experiment experiment, Callback... callbacks) {
    this(experiment, true, callbacks);
  }

  private Run(Experiment experiment, boolean tested, Callback... callbacks) {
    this.experiment = experiment;
    this.tested = tested;
    this.callbacks = List.of(callbacks);
  }

  /** A run that settings are chosen by: it never sees the test set, and its result has no test. */
  public static Run untested(Experiment experiment, Callback... callbacks) {
    return new Run(experiment, false, callbacks);
  }

  /** From the first step to the test, if there is one, leaving nothing on disk. */
  public RunResult execute() {
    return executeInto(experiment.network());
  }

  /** The same with this network of the experiment, which then has the selected weights. */
  RunResult executeInto(Layer network) {
    return train(null, experiment.data(), network, System.nanoTime());
  }

  /**
   * From the first step to the test, with everything kept in the directory.
   *
   * @param command how it was started, to be noted there
   * @param judged is told of the result before it is written: where the disk is full, it is not lost
   * @throws LabException if the directory is another's, or cannot be written
   */
  public RunResult execute(RunDirectory directory, String command, Consumer<RunResult> judged) {
    long start = System.nanoTime();
    DataModule data = experiment.data();
    Layer network = experiment.network();
    directory.begin(experiment, command);
    try {
      RunResult result = train(directory, data, network, start);
      judged.accept(result);
      directory.end(experiment, command, result, network);
      return result;
    } catch (UncheckedIOException e) { // of a logger
      throw failed(
          directory,
          command,
          LabException.unwritable(directory.path(), requireNonNull(e.getCause())));
    } catch (RuntimeException e) {
      throw failed(directory, command, e);
    } catch (Error e) {
      throw failed(directory, command, e);
    } finally {
      directory.release();
    }
  }

  /** Notes a failure; that it cannot be noted must not hide it. */
  private <T extends Throwable> T failed(RunDirectory directory, String command, T failure) {
    try {
      directory.fail(experiment, command, failure);
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
    return failure;
  }

  private RunResult train(
      @Nullable RunDirectory directory, DataModule data, Layer network, long start) {
    Trainer trainer = trainer(directory);
    Variant variant = experiment.variant();
    Classifier task = Classifier.of(network).optimizer(variant.optimizer()).loss(variant.loss());
    FitResult fit = trainer.fit(task, data);
    Weights best = fit.best();
    best.into(network); // which the directory keeps
    Metrics validation = validation(trainer, best, data);
    Metrics test = fit.isInterrupted() || !tested ? null : trainer.test(best, data.test());
    return new RunResult(
        experiment.variant().name(),
        experiment.seed(),
        network.parameterCount(),
        fit.epochs(),
        best.epoch(),
        validation,
        test,
        fit.isInterrupted(),
        fit.stopReason(),
        (System.nanoTime() - start) / 1e9);
  }

  /** Ends it after its step. For other threads, and signals. */
  public void interrupt() {
    interrupted = true;
    Trainer running = trainer;
    if (running != null) {
      running.interrupt();
    }
  }

  private Trainer trainer(@Nullable RunDirectory directory) {
    Variant variant = experiment.variant();
    TrainingPlan plan = variant.train();
    List<Callback> all = new ArrayList<>(callbacks);
    all.add(Checkpoint.best(plan.select()));
    all.add(new Callback() {
      @Override
      public void onFitStart(Fit fit) {
        if (interrupted) { // between the start of the run and here
          interrupt();
        }
      }
    });
    Trainer.Builder builder = Trainer.builder()
        .maxEpochs(plan.epochs())
        .batchSize(plan.batch())
        .validateEvery(plan.validateEvery())
        .seed(experiment.seed())
        .prefetch(experiment.prefetch())
        .regularizers(variant.regularizers().values().toArray(Regularizer[]::new))
        .callbacks(all.toArray(Callback[]::new))
        .loggers(directory == null ? new Logger[0] : new Logger[] {CsvLogger.in(directory.path())});
    if (variant.schedule() != null) {
      builder.schedule(variant.schedule().rates());
    }
    if (variant.clipping() != null) {
      builder.clip(variant.clipping());
    }
    if (experiment.threads() == null) {
      builder.autoThreads();
    } else {
      builder.threads(experiment.threads());
    }
    Trainer built = builder.build();
    trainer = built;
    return built;
  }

  /** What the selected epoch measured when it was validated; measured now if training ended before it was. */
  private static Metrics validation(Trainer trainer, Weights best, DataModule data) {
    Map<String, Double> values = new LinkedHashMap<>(best.metrics());
    values.keySet().removeIf(tag -> !tag.startsWith("val/"));
    return values.isEmpty() ? trainer.validate(best, data.validation()) : new Metrics(values);
  }
}
