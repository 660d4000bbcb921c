package org.ockham.lab;

import static java.util.Objects.requireNonNull;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.callback.Checkpoint;
import org.ockham.checkpoint.CheckpointDirectory;
import org.ockham.checkpoint.CheckpointException;
import org.ockham.data.DataModule;
import org.ockham.data.DataSampler;
import org.ockham.distributed.ProcessGroup;
import org.ockham.lab.evidence.Evidence;
import org.ockham.lab.evidence.EvidenceCollector;
import org.ockham.lab.recipe.DataPlan;
import org.ockham.lab.recipe.TrainingPlan;
import org.ockham.lab.recipe.Variant;
import org.ockham.logger.CsvLogger;
import org.ockham.logger.Logger;
import org.ockham.logger.TensorBoard;
import org.ockham.logger.TextLogger;
import org.ockham.metric.NetworkStatistics;
import org.ockham.nn.Layer;
import org.ockham.regularize.WeightAverage;
import org.ockham.train.Callback;
import org.ockham.train.Fit;
import org.ockham.train.FitResult;
import org.ockham.train.Metrics;
import org.ockham.train.Parallelism;
import org.ockham.train.Regularizer;
import org.ockham.train.Trainer;
import org.ockham.train.TrainingModule;
import org.ockham.train.Weights;

/**
 * Trains an experiment and judges it: the epoch best in validation is selected, and only its weights meet the test set, once.
 * A run that is interrupted is not tested; what it has so far is kept, and it can go on from there to the same end.
 */
public final class Run {

  private final Experiment experiment;
  private final List<Callback> callbacks;
  private final boolean tested;
  private final CheckpointInterval interval;
  private final @Nullable Consumer<Evidence> keeper;
  private final boolean keepsPictures;
  private final @Nullable ProcessGroup ranks;
  private volatile boolean interrupted;
  private volatile @Nullable Trainer trainer;
  private @Nullable Parallelism parallelism;

  public Run(Experiment experiment, Callback... callbacks) {
    this(experiment, true, CheckpointInterval.standard(), List.of(callbacks), null, false, null);
  }

  private Run(
      Experiment experiment,
      boolean tested,
      CheckpointInterval interval,
      List<Callback> callbacks,
      @Nullable Consumer<Evidence> keeper,
      boolean keepsPictures,
      @Nullable ProcessGroup ranks) {
    this.experiment = experiment;
    this.tested = tested;
    this.interval = interval;
    this.callbacks = callbacks;
    this.keeper = keeper;
    this.keepsPictures = keepsPictures;
    this.ranks = ranks;
  }

  /** A run that settings are chosen by: it never sees the test set, and its result has no test. */
  public static Run untested(Experiment experiment, Callback... callbacks) {
    return new Run(
        experiment, false, CheckpointInterval.standard(), List.of(callbacks), null, false, null);
  }

  /**
   * One of many that tells how far it is.
   *
   * @param isTested whether it sees the test set at all
   * @param done is told after every epoch which share of the epochs is over
   * @param more callbacks
   */
  public static Run sideBySide(
      Experiment experiment, boolean isTested, DoubleConsumer done, Callback... more) {
    double epochs = experiment.variant().train().epochs();
    Callback counter = new Callback() {
      @Override
      public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
        done.accept(fit.epoch() / epochs);
      }
    };
    Callback[] all = Stream.concat(Stream.of(counter), Stream.of(more)).toArray(Callback[]::new);
    return isTested ? new Run(experiment, all) : untested(experiment, all);
  }

  /** With checkpoints so often. */
  public Run checkpoints(CheckpointInterval interval) {
    return new Run(experiment, tested, interval, callbacks, keeper, keepsPictures, ranks);
  }

  /**
   * In several processes that compute together, to the bits of one process with as many shards as all of them have. Each rank executes the
   * same run of the same experiment, on its shards: one, unless the experiment says how many. They are refused if they differ in what the
   * run is a function of. The first alone writes, and tests; what the others have in the end lacks the test. Its checkpoint, if it goes on
   * from one, must be where all see it. The cores of a machine are divided among the ranks on it, unless the experiment says how many it
   * may use.
   *
   * <pre>{@code
   * try (ProcessGroup group = Rendezvous.at("10.0.0.1:29500").rank(1).ranks(2).join()) {
   *   new Run(experiment).ranks(group).execute(RunDirectory.at(directory), "the nightly run", result -> {});
   * }
   * }</pre>
   *
   * @param ranks which belongs to the caller; a group of one is no group
   */
  public Run ranks(ProcessGroup ranks) {
    return new Run(
        experiment,
        tested,
        interval,
        callbacks,
        keeper,
        keepsPictures,
        ranks.size() == 1 ? null : ranks);
  }

  /** Tells the other ranks of a run, who wait for it to begin or will, that on this one it cannot, and why. */
  public static void cannotBegin(ProcessGroup ranks, Throwable failure) {
    RankAgreement.fail(ranks, failure);
  }

  /**
   * With what there is to show of it gathered, which changes none of its numbers. It is given before the result is, and only of a run that
   * is tested.
   *
   * @param pictures whether images are among it
   */
  public Run evidence(boolean pictures, Consumer<Evidence> keeper) {
    return new Run(experiment, tested, interval, callbacks, keeper, pictures, ranks);
  }

  /** From the first step to the test, if there is one, leaving nothing on disk. */
  public RunResult execute() {
    DataModule data = experiment.data();
    return train(data, experiment.network(data), null, List.of(), note -> {}, keeper);
  }

  /** The same with this network of the experiment, which then has the selected weights. */
  public RunResult executeInto(Layer network) {
    return train(experiment.data(), network, null, List.of(), note -> {}, keeper);
  }

  /**
   * From where an earlier process left it, or from the first step, to the test, if there is one. What it can go on from is kept in the
   * checkpoint, also afterwards: the caller deletes it when the result is kept.
   */
  public RunResult execute(Path checkpoint) {
    DataModule data = experiment.data();
    return train(data, experiment.network(data), checkpoint, List.of(), note -> {}, keeper);
  }

  /**
   * The same, where a checkpoint from which nothing can go on, for it is damaged or of another version, is deleted and the run begins
   * anew; if it cannot be deleted, without checkpoints. A disk that cannot be written is no reason to delete one.
   *
   * @param begunAnew is told of such a checkpoint, in a sentence
   */
  public RunResult execute(Path checkpoint, Consumer<String> begunAnew) {
    try {
      return execute(checkpoint);
    } catch (CheckpointException e) {
      if (!e.isRefusal()) {
        throw e;
      }
      begunAnew.accept(String.valueOf(e.getMessage()));
    }
    try {
      if (isFirst()) {
        CheckpointDirectory.delete(checkpoint);
      }
    } catch (CheckpointException e) { // somebody's own files are in it
      return execute();
    }
    return execute(checkpoint);
  }

  /** Deletes a checkpoint of a run whose result is kept, if it can be: what stays costs room, but spoils nothing. */
  public static void discard(Path checkpoint) {
    try {
      CheckpointDirectory.delete(checkpoint);
    } catch (CheckpointException e) {
      // What the run came to is known, and matters more.
    }
  }

  /**
   * From the first step, or where the run that began in the directory was left, to the test, with everything kept in the directory, and
   * the {@link Evidence} beside it. Any rank but the first {@linkplain #follow follows} it there.
   *
   * @param command how it was started, to be noted there
   * @param judged is told of the result before it is written: where the disk is full, it is not lost
   * @throws LabException if the directory is another's, or cannot be written, or if what began there began on other data
   */
  public RunResult execute(RunDirectory directory, String command, Consumer<RunResult> judged) {
    if (!isFirst()) {
      return follow(directory.path());
    }
    DataModule data = experiment.data();
    Layer network = experiment.network(data);
    AtomicReference<@Nullable Evidence> evidence = new AtomicReference<>();
    begin(directory, command);
    directory.onStop(this::interrupt);
    try {
      RunResult result = train(
          data,
          network,
          directory.checkpoint(),
          loggers(directory.path()),
          known -> directory.computing(experiment, command, known),
          evidence::set);
      judged.accept(result);
      directory.end(experiment, command, result, evidence.get(), network, data);
      return result;
    } catch (UncheckedIOException e) { // of a logger
      LabException unwritable =
          LabException.unwritable(directory.path(), requireNonNull(e.getCause()));
      directory.fail(experiment, command, unwritable);
      throw unwritable;
    } catch (RuntimeException | Error e) {
      directory.fail(experiment, command, e);
      throw e;
    } finally {
      directory.release();
    }
  }

  /**
   * What any rank but the first does in a run that the first executes in a directory: computes its part, and writes nothing.
   *
   * @param directory the same; only if the run goes on there must it be seen from here
   */
  public RunResult follow(Path directory) {
    DataModule data = experiment.data();
    return train(
        data,
        experiment.network(data),
        directory.resolve(RunDirectory.CHECKPOINT),
        loggers(directory),
        known -> {},
        evidence -> {});
  }

  /** Of which the first rank's write. */
  private static List<Logger> loggers(Path directory) {
    return List.of(CsvLogger.in(directory), TensorBoard.in(directory), TextLogger.in(directory));
  }

  private void begin(RunDirectory directory, String command) {
    try {
      directory.begin(experiment, command, ranks == null ? 1 : ranks.size());
    } catch (RuntimeException | Error e) {
      if (ranks != null) {
        cannotBegin(ranks, e);
      }
      throw e;
    }
  }

  private boolean isFirst() {
    return ranks == null || ranks.rank() == 0;
  }

  private RunResult train(
      DataModule data,
      Layer network,
      @Nullable Path checkpoint,
      List<Logger> loggers,
      Consumer<Parallelism> noted,
      @Nullable Consumer<Evidence> keeper) {
    long start = System.nanoTime();
    EvidenceCollector collector = keeper == null
        ? null
        : new EvidenceCollector(
            experiment.variant(), experiment.seed(), keepsPictures || this.keeper == null);
    RankAgreement agreement = ranks == null
        ? new RankAgreement(checkpoint != null && CheckpointDirectory.exists(checkpoint), 1)
        : RankAgreement.reach(ranks, experiment, checkpoint);
    Trainer trainer = trainer(data, checkpoint, collector, loggers, noted, agreement.neighbours());
    TrainingModule task = experiment
        .variant()
        .completed(
            experiment.module(network, data), DataPlan.outputs(data.train().targets()));
    Seeds seeds = experiment.seeds();
    if (seeds.init() != seeds.mask()) { // else the trainer draws them
      network.initialize(seeds.init());
    }
    FitResult fit = checkpoint != null && agreement.goesOn()
        ? trainer.resume(task, data, checkpoint)
        : trainer.fit(task, data);
    Weights best = fit.best();
    best.into(network); // which the directory keeps
    Metrics validation = validation(trainer, best, data);
    boolean isTested = tested && isFirst() && !fit.isInterrupted();
    Metrics test = isTested ? trainer.test(best, data.test()) : null;
    double seconds = (System.nanoTime() - start) / 1e9;
    if (collector != null && keeper != null && test != null) {
      keeper.accept(collector.gather(trainer, task, best, data));
    }
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
        seconds,
        experiment.fold(),
        NetworkStatistics.of(network).sparsity());
  }

  /** Ends it after its step. For other threads, and signals. */
  public void interrupt() {
    interrupted = true;
    Trainer running = trainer;
    if (running != null) {
      running.interrupt();
    }
  }

  /** How its arithmetic was laid out; null before it was known. */
  @Nullable
  Parallelism parallelism() {
    return parallelism;
  }

  private Trainer trainer(
      DataModule data,
      @Nullable Path checkpoint,
      @Nullable Callback collector,
      List<Logger> loggers,
      Consumer<Parallelism> noted,
      int neighbours) {
    Variant variant = experiment.variant();
    TrainingPlan plan = variant.train();
    List<Callback> all = new ArrayList<>(callbacks);
    variant.callbacks().values().stream()
        .filter(each -> !loggers.isEmpty() || isWatching(variant) || !each.isLogging())
        .forEach(each -> all.add(each.callback()));
    if (plan.testCurve() && !loggers.isEmpty()) {
      all.add(new TestCurve(data));
    }
    all.add(Checkpoint.best(plan.select()));
    if (collector != null) {
      all.add(collector);
    }
    if (checkpoint != null) {
      all.add(new CheckpointClock(checkpoint, interval, System::nanoTime));
    }
    all.add(new Callback() {
      @Override
      public void onFitStart(Fit fit) {
        if (isFirst()) {
          loggers.forEach(logger -> logger.settings(settings()));
        }
        parallelism = fit.parallelism();
        noted.accept(fit.parallelism());
        if (interrupted) { // between the start of the run and here
          interrupt();
        }
      }
    });
    Trainer.Builder builder = Trainer.builder()
        .maxEpochs(plan.epochs())
        .minEpochs(plan.minEpochs())
        .batchSize(plan.batch())
        .accumulate(plan.accumulate())
        .precision(plan.precision())
        .validateEvery(plan.validateEvery())
        .seed(experiment.seeds().mask())
        .orderSeed(experiment.seeds().order())
        .prefetch(experiment.prefetch())
        .device(experiment.device())
        .regularizers(variant.regularizers().values().toArray(Regularizer[]::new))
        .callbacks(all.toArray(Callback[]::new))
        .loggers(loggers.toArray(Logger[]::new));
    int samples = data.train().size();
    if (variant.sampling() != null) {
      DataSampler sampler = variant.sampling().over(data.train());
      builder.sampler(sampler);
      samples = sampler.samples(samples);
    }
    builder.schedule(variant.rates(experiment.images(), samples));
    if (variant.clipping() != null) {
      builder.clip(variant.clipping());
    }
    if (plan.maxSteps() > 0) {
      builder.maxSteps(plan.maxSteps());
    }
    if (plan.maxSeconds() > 0) {
      builder.maxTime(Duration.ofNanos((long) (plan.maxSeconds() * 1e9)));
    }
    if (variant.average() != null) {
      builder.average(new WeightAverage(variant.average()));
    }
    if (experiment.shards() > 0) {
      builder.shards(experiment.shards());
    }
    if (experiment.threads() > 0) {
      builder.threads(experiment.threads());
    } else if (neighbours > 1) {
      builder.threads(Math.max(1, Runtime.getRuntime().availableProcessors() / neighbours));
    }
    if (ranks != null) {
      builder.ranks(ranks);
    }
    Trainer built = builder.build();
    trainer = built;
    return built;
  }

  /** For tables that compare runs by their settings. */
  private Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>(experiment.variant().flat());
    settings.replaceAll((key, value) ->
        value instanceof Number || value instanceof Boolean ? value : value.toString());
    settings.put("seed", experiment.seed());
    return settings;
  }

  /** Whether something acts on what is logged, so that it must be, even if nobody writes it down. */
  private static boolean isWatching(Variant variant) {
    return variant.callbacks().values().stream().anyMatch(each -> !each.isLogging());
  }

  /** What the selected epoch measured when it was validated; measured now if training ended before it was. */
  private static Metrics validation(Trainer trainer, Weights best, DataModule data) {
    Map<String, Double> values = new LinkedHashMap<>(best.metrics());
    values.keySet().removeIf(tag -> !tag.startsWith("val/"));
    return values.isEmpty() ? trainer.validate(best, data.validation()) : new Metrics(values);
  }
}
