package org.ockham.train;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.data.Batch;
import org.ockham.data.DataModule;
import org.ockham.data.DataSampler;
import org.ockham.data.Dataset;
import org.ockham.data.LastBatch;
import org.ockham.data.Loader;
import org.ockham.distributed.ProcessGroup;
import org.ockham.logger.Logger;
import org.ockham.nn.Layer;
import org.ockham.optim.GradientClipping;
import org.ockham.tensor.Device;
import org.ockham.tensor.Tensor;
import org.ockham.tensor.Threads;

/**
 * Trains, validates, tests and predicts.
 *
 * <pre>{@code
 * Trainer trainer = Trainer.builder().maxEpochs(5).batchSize(64).seed(1)
 *     .schedule(RateSchedule.perStep(OneCycleLR.upTo(0.1, steps)))
 *     .regularizers(L1.of(1e-4), MaxNorm.of(3))
 *     .callbacks(EarlyStopping.on("val/accuracy").patience(3), Checkpoint.best("val/accuracy"))
 *     .build();
 * FitResult fit = trainer.fit(Classifier.of(new Mlp()), data);
 * System.out.println(trainer.test(fit.best(), data.test()));    // test/loss 0.0712, test/accuracy 0.9785
 * }</pre>
 *
 * <p>A fit is a function of the module and its weights, the data, the seed and its {@linkplain Parallelism shards and threads in a matrix
 * product}: weights that are not there yet are drawn from the seed, the samples' order, augmentation and dropout masks from streams of
 * it. The cores that compute shards and workers that read ahead change nothing. Nor do fits beside it in the process, if each takes
 * {@link Builder#threads threads(1)}: the matrix library has one number of threads for all, which a fit sets for as long as it lasts.
 *
 * <p>What happens in a fit, in this order:
 *
 * <table>
 * <caption>The order of a fit</caption>
 * <tr><th>when</th><th>what</th><th>may change</th></tr>
 * <tr><td>once</td><td>weights that are not there are drawn, a batch of each kind is tried, {@link Callback#tags}, the {@linkplain
 *     RateSchedule schedule} sets its first rate, {@link Logger#start}, {@link Callback#onFitStart}</td><td></td></tr>
 * <tr><td>every epoch</td><td>a schedule of epochs moves on, {@link Callback#onEpochStart}</td><td>the rate</td></tr>
 * <tr><td>every step</td><td>a schedule of steps moves on, {@link Callback#onStepStart}</td><td>the rate</td></tr>
 * <tr><td></td><td>masks, {@link TrainingModule#trainingStep} and the backward pass of each batch</td><td></td></tr>
 * <tr><td></td><td>{@link GradientRegularizer}s, then {@linkplain Builder#clip clipping}</td><td>gradients</td></tr>
 * <tr><td></td><td>{@link ParameterRegularizer#beforeStep}, {@link Callback#onGradients}, the optimiser, {@link
 *     ParameterRegularizer#afterStep}</td><td>parameters</td></tr>
 * <tr><td></td><td>{@link Callback#onStepEnd}, {@linkplain Logger loggers} if a callback logged something, checkpoints</td>
 *     <td></td></tr>
 * <tr><td>when it is {@linkplain Builder#validateEvery(Interval) due}</td><td>{@link Callback#onValidationStart}, {@link
 *     TrainingModule#validationStep} and {@link Callback#onValidationBatch} of each batch, {@link Callback#onValidationEnd}; within an
 *     epoch loggers and checkpoints</td>
 *     <td></td></tr>
 * <tr><td>every epoch's end</td><td>after its validation: {@link Callback#onEpochEnd}, a schedule that follows a metric is told,
 *     loggers, checkpoints</td><td></td></tr>
 * <tr><td>once</td><td>{@link Callback#onInterrupt} or {@link Callback#onException} if it was cut short, {@link Callback#onFitEnd},
 *     {@link Logger#finish} if it was not, {@link Logger#close}</td><td></td></tr>
 * </table>
 *
 * So during a step and after it, until the next begins, the rate is the one that it was made with. With an optimiser that evaluates
 * the loss several times a step, gradients are made, changed and clipped each time, and {@code beforeStep} is called at the first.
 *
 * <p>Build one with {@link #builder}; the methods there say the defaults. A trainer may be used for one fit after another, and
 * {@link #interrupt} be called from another thread. Fits on several threads at once need a network each: a second fit of one that is being
 * trained is refused.
 */
public final class Trainer {

  private final TrainerSettings settings;
  private final AtomicBoolean interrupted = new AtomicBoolean();

  private Trainer(TrainerSettings settings) {
    this.settings = settings;
  }

  public static Builder builder() {
    return new Builder();
  }

  /** With these settings: those of another trainer but for some, say. */
  public static Trainer of(TrainerSettings settings) {
    return new Trainer(settings);
  }

  /** What it was built with. */
  public TrainerSettings settings() {
    return settings;
  }

  /**
   * Trains the network from the weights that are there: loaded, trained before or {@linkplain Layer#initialize initialised} by hand.
   * Those that are not, of a new network all, of a loaded one with a new last layer that one's, are drawn from the seed; {@link
   * FitResult#drawn} says which. The optimiser begins with an empty memory. Runs that are to be independent, with other seeds or
   * settings, take a new network each, or {@link #fitAnew}, which forgets what was there.
   *
   * <p>Before the first step one batch goes through training and one through validation, so that what is wrong with them, or with
   * what callbacks monitor, is found at once; the network stays as it is. Afterwards it has the weights that training ended with;
   * the best are in the result.
   *
   * <p>Losses are means over all that {@linkplain StepOutput.Count counts}: a batch in which every label is ignored is left out.
   * Where the last batch of an epoch has one sample and the network cannot be trained on it, since batch normalisation takes a
   * variance over the batch, that sample is left out of the epoch; each epoch, being shuffled, leaves out another. Networks without
   * batch normalisation are trained on it.
   *
   * @throws TrainingException if a loss or an output is not finite, in training or in validation, if nothing counts in the data, or
   *     if every batch has one sample and the network cannot be trained on that
   * @throws IllegalStateException if another fit is training the network
   */
  public FitResult fit(TrainingModule module, DataModule data) {
    return together(module, ranks -> {
      TrainingModule placed = place(module);
      return fit(placed, data, placed.network().initializeMissing(settings.seed()), ranks);
    });
  }

  /** {@link #fit} from weights that are all drawn from the seed, whatever the network had before. */
  public FitResult fitAnew(TrainingModule module, DataModule data) {
    return together(module, ranks -> {
      TrainingModule placed = place(module);
      Layer network = placed.network().initialize(settings.seed());
      return fit(placed, data, List.copyOf(network.parameters().keySet()), ranks);
    });
  }

  private FitResult together(TrainingModule module, Function<Ranks, FitResult> fit) {
    requireNonNull(module, "module");
    interrupted.set(false);
    Ranks ranks = Ranks.of(settings.computing().ranks());
    return ranks.together(() -> {
      try (UnderTraining claim = UnderTraining.claim(module.network())) {
        return fit.apply(ranks);
      }
    });
  }

  private FitResult fit(TrainingModule module, DataModule data, List<String> drawn, Ranks ranks) {
    return run(module, data, Fingerprint.of(settings, module, data), drawn, ranks, null);
  }

  private FitResult run(
      TrainingModule module,
      DataModule data,
      Fingerprint fingerprint,
      List<String> drawn,
      Ranks ranks,
      @Nullable Resumption from) {
    TrainingModule watched =
        settings.computing().detectsAnomalies() ? new AnomalyDetection(module) : module;
    TrainerSettings own = ranks.isFirst() ? settings : settings.withoutLoggers();
    return Threads.computing(
        () -> new FitLoop(own, interrupted, ranks, watched, data, fingerprint, drawn).run(from));
  }

  /**
   * Goes on with a fit from a {@linkplain Fit#checkpoint checkpoint}, as if it had never stopped: what the network, the optimiser, the
   * history, loggers and callbacks have at the end is what they would have had, to the bit. Whatever the network had before is replaced.
   *
   * <pre>{@code
   * FitResult fit = trainer.resume(task, data, CheckpointDirectory.latestGood(Path.of("checkpoints")));
   * }</pre>
   *
   * <p>Module, data and settings must be those of the fit that wrote it. How long it is to last, loggers, callbacks that remember nothing,
   * the cores that compute shards and what is read ahead may differ, and the device too, which changes the last bits; on one device the {@linkplain
   * Fit#parallelism layout} of a step may not.
   *
   * @param checkpoint its directory
   * @return what {@link #fit} would have returned, the epochs before included
   * @throws org.ockham.checkpoint.CheckpointException if it is not whole, or of another fit: it says what differs
   */
  public FitResult resume(TrainingModule module, DataModule data, Path checkpoint) {
    return together(module, ranks -> {
      Resumption from = Resumption.from(checkpoint);
      TrainingModule placed = place(module);
      Fingerprint fingerprint = Fingerprint.of(settings, placed, data);
      List<String> drawn = new ArrayList<>();
      from.attempt(() -> {
        fingerprint.check(from.saved().rest().part("run"));
        drawn.addAll(FitMemory.drawn(from.saved()));
        placed.network().load(from.saved().model());
      });
      return run(placed, data, fingerprint, drawn, ranks, from);
    });
  }

  /** Measures on validation data: {@code val/loss} … */
  public Metrics validate(TrainingModule module, Dataset data) {
    TrainingModule placed = place(module);
    return measure(placed, placed::validationStep, data, settings.loading().validation(), "val");
  }

  /** The same with weights that a fit gave, whatever the network has now; afterwards it has that again. */
  public Metrics validate(Weights weights, Dataset data) {
    return weights.during(module -> validate(module, data));
  }

  /** Measures on test data, for the end: {@code test/loss} … */
  public Metrics test(TrainingModule module, Dataset data) {
    TrainingModule placed = place(module);
    return measure(placed, placed::testStep, data, settings.loading().test(), "test");
  }

  private Metrics measure(
      TrainingModule module,
      Function<Batch, StepOutput> step,
      Dataset data,
      Portion portion,
      String stage) {
    Loader loader = settings.evaluationLoader(data, module.network());
    int batches = portion.of(loader.batches());
    return Threads.computing(
        () -> new Metrics(Evaluation.measure(module, step, loader, batches, stage, null)));
  }

  /** The same with weights that a fit gave, whatever the network has now; afterwards it has that again. */
  public Metrics test(Weights weights, Dataset data) {
    return weights.during(module -> test(module, data));
  }

  /** The outputs for all samples, on the CPU: [n, …]. */
  public Tensor predict(TrainingModule module, Dataset data) {
    TrainingModule placed = place(module);
    Loader loader = settings.evaluationLoader(data, module.network());
    return Threads.computing(() -> Evaluation.predict(placed, loader));
  }

  /** The same with weights that a fit gave, whatever the network has now; afterwards it has that again. */
  public Tensor predict(Weights weights, Dataset data) {
    return weights.during(module -> predict(module, data));
  }

  /** Ends the fit under way after its step; what it has so far is returned. For other threads, and signals. */
  public void interrupt() {
    interrupted.set(true);
  }

  /** Readies this thread and the network for computing. */
  private TrainingModule place(TrainingModule module) {
    Threads.alone();
    return settings.computing().place(module);
  }

  /** Makes a trainer of settings. */
  public static final class Builder {

    private static final int USUAL_EPOCHS = 10;

    private @Nullable Integer maxEpochs;
    private int minEpochs;
    private long maxSteps = Limits.NO_STEPS;
    private long minSteps;
    private @Nullable Duration maxTime;
    private int batchSize = 64;
    private int evaluationBatchSize = 1000;
    private DataSampler sampler = DataSampler.shuffled();
    private LastBatch lastBatch = LastBatch.KEEP;
    private int prefetch;
    private int workers = 1;
    private Portion trainPortion = Portion.ALL;
    private Portion validationPortion = Portion.ALL;
    private Portion testPortion = Portion.ALL;
    private int devRun;
    private Interval validateEvery = Interval.epochs(1);
    private int sanityBatches = 1;
    private Device device = Device.cpu();
    private FloatPrecision precision = FloatPrecision.FLOAT32;
    private @Nullable ProcessGroup ranks;
    private int shards;
    private int threads;
    private boolean syncBatchNorm = true;
    private boolean isDeterministic;
    private boolean detectsAnomalies;
    private GradientAccumulation accumulate = GradientAccumulation.of(1);
    private long seed;
    private @Nullable Long orderSeed;
    private RateSchedule schedule = RateSchedule.none();
    private Regularizer[] regularizers = {};
    private @Nullable GradientClipping clipping;
    private List<Callback> callbacks = List.of();
    private List<Logger> loggers = List.of();
    private @Nullable WeightAveraging average;

    private Builder() {}

    /** At most this many passes over the training data; default 10, or no bound where steps or time are bounded. */
    public Builder maxEpochs(int epochs) {
      maxEpochs = epochs;
      return this;
    }

    /** At least so many epochs, whoever asks to {@linkplain Fit#stop stop}; default 0. */
    public Builder minEpochs(int epochs) {
      minEpochs = epochs;
      return this;
    }

    /** At most this many steps of the optimiser; the network is validated after the last. Default no bound. */
    public Builder maxSteps(long steps) {
      maxSteps = steps;
      return this;
    }

    /** At least so many steps, whoever asks to {@linkplain Fit#stop stop}; default 0. */
    public Builder minSteps(long steps) {
      minSteps = steps;
      return this;
    }

    /**
     * Ends after the step in which this time is over, and a last validation, unless the fit is stopped at an epoch's end; default no
     * bound.
     */
    public Builder maxTime(Duration time) {
      maxTime = time;
      return this;
    }

    /** Samples in a batch; default 64. The last batch of an epoch may be smaller. */
    public Builder batchSize(int samples) {
      batchSize = samples;
      return this;
    }

    /** Batches that make one step, as if they were one; default 1. For batches larger than memory. */
    public Builder accumulate(int batches) {
      return accumulate(GradientAccumulation.of(batches));
    }

    /** The same with a number that changes from epoch to epoch. */
    public Builder accumulate(GradientAccumulation batches) {
      accumulate = batches;
      return this;
    }

    /** Which training samples an epoch reads, and in which order; default all of them, {@linkplain DataSampler#shuffled shuffled}. */
    public Builder sampler(DataSampler sampler) {
      this.sampler = sampler;
      return this;
    }

    /**
     * What becomes of an epoch's last training batch if it is not full; default {@link LastBatch#KEEP}, but for {@linkplain Trainer#fit
     * one sample alone} with batch normalisation.
     */
    public Builder lastBatch(LastBatch lastBatch) {
      this.lastBatch = lastBatch;
      return this;
    }

    /** Trains on the first batches of each epoch only; default all. */
    public Builder limitTrainBatches(Portion portion) {
      trainPortion = portion;
      return this;
    }

    /** Validates on the first batches only; default all. */
    public Builder limitValidationBatches(Portion portion) {
      validationPortion = portion;
      return this;
    }

    /** Tests on the first batches only; default all. */
    public Builder limitTestBatches(Portion portion) {
      testPortion = portion;
      return this;
    }

    /**
     * Trains on the same few batches in every epoch, in the data's order, and validates on as many: what can learn at all learns these by
     * heart. Default not.
     */
    public Builder overfitBatches(int batches) {
      return sampler(DataSampler.sequential())
          .limitTrainBatches(Portion.batches(batches))
          .limitValidationBatches(Portion.batches(batches));
    }

    /**
     * Tries everything once: one epoch of so many batches of each data set, without loggers and without the callbacks that write into a
     * {@linkplain Callback#directory directory}. Default not.
     */
    public Builder fastDevRun(int batches) {
      devRun = Check.positive("fastDevRun", batches);
      return this;
    }

    /** Samples evaluated at once; default 1000. */
    public Builder evaluationBatchSize(int samples) {
      evaluationBatchSize = samples;
      return this;
    }

    /** Validates after every so many epochs, and after the last, unless the fit is stopped at an epoch's end; default 1. */
    public Builder validateEvery(int epochs) {
      return validateEvery(Interval.epochs(Check.positive("validateEvery", epochs)));
    }

    /**
     * Validates after every so many steps, or after every so many epochs or parts of one, and in any case after the last epoch, unless the fit
     * is stopped at an epoch's end: {@code Interval.epochs(0.25)} four times in each. What is measured within an epoch is logged at its step.
     */
    public Builder validateEvery(Interval interval) {
      validateEvery = interval;
      return this;
    }

    /**
     * Validation batches that are tried before the first step; default 1, which tells what is measured. How many there are changes nothing
     * of the training.
     */
    public Builder sanityValidation(int batches) {
      sanityBatches = batches;
      return this;
    }

    /** What everything random is drawn from; default 0. */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * What the samples' order and their augmentation are drawn from; default the {@linkplain #seed seed}. Apart from it, fits show how
     * much of their differences the order makes.
     */
    public Builder orderSeed(long seed) {
      this.orderSeed = seed;
      return this;
    }

    /**
     * Batches read ahead by another thread; default 0, which reads on the training thread: fastest for samples that are cheap to
     * read, and right for runs in parallel. 4 pays where reading costs.
     */
    public Builder prefetch(int batches) {
      prefetch = batches;
      return this;
    }

    /** Threads that read ahead; default 1, and none where nothing is read ahead. They change no number. */
    public Builder workers(int threads) {
      workers = threads;
      return this;
    }

    /**
     * Where it is computed: {@code Device.cuda()}, {@code Device.of("cuda:1")}, {@link Device#auto()}; default {@link Device#cpu()}. Network
     * and optimiser live there and the loader moves batches there; the network stays there afterwards, as in PyTorch. Numbers come
     * back: metrics and what is logged. Order, augmentation, weights and masks are drawn on the CPU, the same on every device; what is
     * computed from them differs in its last bits. A checkpoint goes on wherever it is read.
     */
    public Builder device(Device device) {
      this.device = device;
      return this;
    }

    /** The numbers that are computed with; default {@link FloatPrecision#FLOAT32}. */
    public Builder precision(FloatPrecision precision) {
      this.precision = precision;
      return this;
    }

    /**
     * Refuses the settings by which two fits of one seed could differ: an end by the clock, a graphics processor.
     * Default false: without such settings a fit is deterministic in any case, on one kind of processor with one {@linkplain
     * Fit#parallelism layout}.
     */
    public Builder deterministic(boolean deterministic) {
      isDeterministic = deterministic;
      return this;
    }

    /**
     * Looks for the layer that makes the first number which is not finite, forward or backward, and ends the fit with its name; for debugging,
     * since a step takes several times as long. Default false.
     */
    public Builder detectAnomaly(boolean detect) {
      detectsAnomalies = detect;
      return this;
    }

    /**
     * Cuts each batch into so many parts, whose sizes differ by one at most. Each part goes forward and backward on a thread of its own,
     * gradients are added in the parts' order, and one step follows; so the result depends on how many shards there are, not on how
     * many threads compute them. It is that of one shard but for rounding. Default: what {@link Parallelism} finds best for the network
     * and its batch; one where the module cannot be trained {@linkplain TrainingModule#withNetwork over replicas}. {@linkplain
     * Layer#observe Observers} of the network see the first shard.
     */
    public Builder shards(int shards) {
      this.shards = Check.positive("shards", shards);
      return this;
    }

    /**
     * Trains in several processes that compute together, to the bits of one process with as many shards as all of them have: each rank
     * runs this fit with the same module, data, seed and settings, and computes its {@link #shards} of each batch, one unless told
     * otherwise. Default: one process.
     *
     * <pre>{@code
     * Trainer.builder().ranks(group).shards(2).threads(2).build().fit(task, data);   // on every rank
     * }</pre>
     *
     * <p>After each step all ranks have the same weights, buffers, optimiser and metrics; callbacks see the same numbers on each. The first
     * alone has loggers and writes {@linkplain Fit#checkpoint checkpoints}, and callbacks that write or print do so where {@link Fit#rank}
     * is 0. A checkpoint can be gone on from by any number of ranks, or by one process, with as many shards in all; every rank reads it.
     * Validation data are evaluated whole on every rank.
     *
     * <p>All end at the same step: where one is {@linkplain #interrupt interrupted} or its callbacks ask to {@linkplain Fit#stop stop}; by the
     * clock of the first if there is a {@link #maxTime}; and where one fails, with a {@link TrainingException} on each that names it. A
     * rank whose process is gone ends the others by a {@link org.ockham.distributed.RankException}. Ranks that begin with another seed,
     * other settings or other weights than the first are refused, as are {@link #detectAnomaly} and a {@link ManualModule}. The group
     * belongs to the caller, who closes it.
     */
    public Builder ranks(ProcessGroup ranks) {
      this.ranks = ranks;
      return this;
    }

    /**
     * The cores that training may use; default all there are. With shards they change no bit. Where the matrix library's threads are
     * best for the network, fewer than these are a limit, and sums in another order have other last bits: {@link Fit#parallelism} says
     * what was taken.
     */
    public Builder threads(int threads) {
      this.threads = Check.positive("threads", threads);
      return this;
    }

    /**
     * Whether batch normalisation takes mean and variance over the whole batch, however it is cut, as PyTorch's {@code SyncBatchNorm};
     * default yes. If not, each shard is normalised by itself, and the first one's running statistics are kept.
     */
    public Builder syncBatchNorm(boolean sync) {
      syncBatchNorm = sync;
      return this;
    }

    /**
     * How the learning rate changes; default not at all. There is one a fit, since two would each set the rate the other has set:
     * several curves are joined by {@link org.ockham.schedule.ChainedScheduler} and {@link org.ockham.schedule.SequentialLR}.
     */
    public Builder schedule(RateSchedule schedule) {
      this.schedule = schedule;
      return this;
    }

    /** What is done to gradients and parameters beside the optimiser; their order {@linkplain Regularizers changes no number}. */
    public Builder regularizers(Regularizer... regularizers) {
      this.regularizers = regularizers.clone();
      return this;
    }

    /** Bounds the gradients before every step; default not. */
    public Builder clip(GradientClipping clipping) {
      this.clipping = clipping;
      return this;
    }

    /** Who looks on, in this order. */
    public Builder callbacks(Callback... callbacks) {
      this.callbacks = List.of(callbacks);
      return this;
    }

    /** Who writes the numbers down. */
    public Builder loggers(Logger... loggers) {
      this.loggers = List.of(loggers);
      return this;
    }

    /**
     * Averages the weights that training goes through; default not. As soon as there is an average, it is what is validated, what the
     * best and the last weights are taken from and what the network has in the end, while training goes on with its own:
     *
     * <pre>{@code
     * Trainer.builder().average(WeightAverage.exponential(0.999))
     * }</pre>
     */
    public Builder average(WeightAveraging average) {
      this.average = average;
      return this;
    }

    /** With these settings, which are checked. */
    public Trainer build() {
      TrainerSettings settings = new TrainerSettings(
          new Limits(epochs(), minEpochs, maxSteps, minSteps, maxTime),
          new Loading(
              batchSize,
              evaluationBatchSize,
              sampler,
              lastBatch,
              prefetch,
              workers,
              trainPortion,
              validationPortion,
              testPortion),
          new Validation(validateEvery, sanityBatches),
          new Computing(
              device,
              precision,
              ranks,
              shards,
              threads,
              syncBatchNorm,
              isDeterministic,
              detectsAnomalies),
          accumulate,
          seed,
          orderSeed == null ? seed : orderSeed,
          schedule,
          new Regularizers(List.of(regularizers)),
          clipping,
          callbacks,
          loggers,
          average);
      return new Trainer(devRun == 0 ? settings : settings.forDevRun(devRun));
    }

    private int epochs() {
      boolean isBounded = maxSteps != Limits.NO_STEPS || maxTime != null;
      return maxEpochs != null ? maxEpochs : isBounded ? Limits.NO_EPOCHS : USUAL_EPOCHS;
    }
  }
}
