package org.ockham.train;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataModule;
import org.ockham.data.Dataset;
import org.ockham.data.Loader;
import org.ockham.optim.GradientClipping;
import org.ockham.tensor.Tensor;
import org.ockham.tensor.Threads;

/**
 * Trains, validates, tests and predicts.
 *
 * <pre>{@code
 * Trainer trainer = Trainer.builder().maxEpochs(5).batchSize(64).seed(1)
 *     .callbacks(EarlyStopping.on("val/accuracy").patience(3), Checkpoint.best("val/accuracy"))
 *     .build();
 * FitResult fit = trainer.fit(Classifier.of(new Mlp()), data);
 * System.out.println(trainer.test(fit.best(), data.test()));    // test/loss 0.0712, test/accuracy 0.9785
 * }</pre>
 *
 * <p>A fit is a function of the module, the data, the seed and the number of threads in an operation: the network is
 * initialised from the seed, the samples' order, augmentation and dropout masks are drawn from streams of it. Workers that
 * read ahead and neighbours that train beside it change nothing.
 *
 * <p>Build one with {@link #builder}; the methods there say the defaults. A trainer may be used for one fit after another, and
 * {@link #interrupt} be called from another thread.
 */
public final class Trainer {

  private final Builder settings;
  private final AtomicBoolean interrupted = new AtomicBoolean();

  private Trainer(Builder settings) {
    this.settings = settings;
  }

  public static Builder builder() {
    return new Builder();
  }

  /**
   * Initialises the network from the seed and trains it. Before the first step one batch goes through training and one through
   * validation, so that what is wrong with them, or with what callbacks monitor, is found at once; the network stays as it is.
   *
   * <p>Losses are means over all that {@linkplain StepOutput.Count counts}: a batch in which every label is ignored is left out.
   * Where the last batch of an epoch has one sample and the network cannot be trained on it, since batch normalisation takes a
   * variance over the batch, that sample is left out of the epoch; each epoch, being shuffled, leaves out another. Networks without
   * batch normalisation are trained on it.
   *
   * @throws TrainingException if a loss or an output is not finite, in training or in validation, if nothing counts in the data, or
   *     if every batch has one sample and the network cannot be trained on that
   */
  public FitResult fit(TrainingModule module, DataModule data) {
    prepare();
    interrupted.set(false);
    module.network().initialize(settings.seed);
    return new FitLoop(settings, interrupted, module, data).run();
  }

  /** Measures on validation data: {@code val/loss} … */
  public Metrics validate(TrainingModule module, Dataset data) {
    prepare();
    return new Metrics(Evaluation.measure(
        module, module::validationStep, settings.evaluationLoader(data), "val", null));
  }

  /** Measures on test data, for the end: {@code test/loss} … */
  public Metrics test(TrainingModule module, Dataset data) {
    prepare();
    return new Metrics(Evaluation.measure(
        module, module::testStep, settings.evaluationLoader(data), "test", null));
  }

  /** The outputs for all samples: [n, …]. */
  public Tensor predict(TrainingModule module, Dataset data) {
    prepare();
    return Evaluation.predict(module, settings.evaluationLoader(data));
  }

  /** Ends the fit under way after its step; what it has so far is returned. For other threads, and signals. */
  public void interrupt() {
    interrupted.set(true);
  }

  private void prepare() {
    Threads.prepare();
    if (settings.threads != null) {
      settings.threads.use();
    }
  }

  /** The settings of a trainer. */
  public static final class Builder {

    int maxEpochs = 10;
    int batchSize = 64;
    int evaluationBatchSize = 1000;
    int validateEvery = 1;
    int accumulate = 1;
    int prefetch;
    long seed;

    /** Null for those that are found to be fastest. */
    @Nullable
    Threads threads = Threads.of(1);

    @Nullable
    GradientClipping clipping;

    List<Callback> callbacks = List.of();
    List<Logger> loggers = List.of();

    private Builder() {}

    /** At most this many passes over the training data; default 10. */
    public Builder maxEpochs(int epochs) {
      maxEpochs = positive("maxEpochs", epochs);
      return this;
    }

    /** Samples in a step; default 64. The last batch of an epoch may be smaller. */
    public Builder batchSize(int samples) {
      batchSize = positive("batchSize", samples);
      return this;
    }

    /** Batches whose mean gradient makes one step; default 1. For batches larger than memory. */
    public Builder accumulate(int batches) {
      accumulate = positive("accumulate", batches);
      return this;
    }

    /** Samples evaluated at once; default 1000. */
    public Builder evaluationBatchSize(int samples) {
      evaluationBatchSize = positive("evaluationBatchSize", samples);
      return this;
    }

    /** Validates after every so many epochs, and after the last; default 1. */
    public Builder validateEvery(int epochs) {
      validateEvery = positive("validateEvery", epochs);
      return this;
    }

    /** What everything random is drawn from; default 0. */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Batches read ahead by another thread; default 0, which reads on the training thread: fastest for samples that are cheap to
     * read, and right for runs in parallel. 4 pays where reading costs.
     */
    public Builder prefetch(int batches) {
      if (batches < 0) {
        throw new IllegalArgumentException("prefetch is " + batches + ": it must be at least 0");
      }
      prefetch = batches;
      return this;
    }

    /** Threads in one operation; default one. */
    public Builder threads(Threads threads) {
      this.threads = threads;
      return this;
    }

    /** As many threads as make this network's training step fastest, timed before the first epoch. */
    public Builder autoThreads() {
      threads = null;
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

    public Trainer build() {
      Builder copy = new Builder();
      copy.maxEpochs = maxEpochs;
      copy.batchSize = batchSize;
      copy.evaluationBatchSize = evaluationBatchSize;
      copy.validateEvery = validateEvery;
      copy.accumulate = accumulate;
      copy.prefetch = prefetch;
      copy.seed = seed;
      copy.threads = threads;
      copy.clipping = clipping;
      copy.callbacks = callbacks;
      copy.loggers = loggers;
      return new Trainer(copy);
    }

    Loader trainingLoader(Dataset data) {
      return Loader.over(data).batch(batchSize).shuffle(true).seed(seed).prefetch(prefetch);
    }

    Loader evaluationLoader(Dataset data) {
      return Loader.over(data).batch(evaluationBatchSize).seed(seed).prefetch(prefetch);
    }

    private static int positive(String name, int value) {
      if (value < 1) {
        throw new IllegalArgumentException(name + " is " + value + ": it must be at least 1");
      }
      return value;
    }
  }
}
