package org.ockham.regularize;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Batch;
import org.ockham.metric.Metric;
import org.ockham.nn.Layer;
import org.ockham.optim.OptimizerConfig;
import org.ockham.tensor.RandomKey;
import org.ockham.tensor.Tensor;
import org.ockham.train.Callback;
import org.ockham.train.Fit;
import org.ockham.train.StepOutput;
import org.ockham.train.TrainingModule;

/**
 * A module that is trained on mixed batches, and validated and tested on plain ones:
 *
 * <pre>{@code
 * trainer.fit(Mixing.of(Classifier.of(network), Mixup.of(0.2), 10), data)
 * }</pre>
 *
 * Its loss must take probabilities as targets, as cross-entropy does. The training accuracy is that against the samples' own
 * labels. What is drawn follows from the seed and the step. The trainer tells it of the run, since it is a callback too.
 */
public final class Mixing implements TrainingModule, Callback {

  private final TrainingModule module;
  private final BatchMix mix;
  private final long classes;
  private final long seed;
  private @Nullable Fit fit;

  private Mixing(TrainingModule module, BatchMix mix, long classes, long seed) {
    this.module = module;
    this.mix = mix;
    this.classes = classes;
    this.seed = seed;
  }

  /** Mixes this module's batches, of so many classes. */
  public static Mixing of(TrainingModule module, BatchMix mix, long classes) {
    if (classes < 2) {
      throw new IllegalArgumentException("classes is " + classes + ": it must be at least 2");
    }
    return new Mixing(module, mix, classes, 0);
  }

  /** The same with another stream of draws; default 0. */
  public Mixing seed(long seed) {
    return new Mixing(module, mix, classes, seed);
  }

  @Override
  public void onFitStart(Fit fit) {
    this.fit = fit;
  }

  @Override
  public StepOutput trainingStep(Batch batch) {
    long step = fit == null ? 0 : fit.step();
    Batch mixed = mix.apply(batch, classes, RandomKey.of(seed).fold("mix").fold(step));
    StepOutput output = module.trainingStep(mixed);
    return new StepOutput(
        output.loss(), output.output(), batch.target(), output.values(), output.count());
  }

  @Override
  public Layer network() {
    return module.network();
  }

  @Override
  public OptimizerConfig configureOptimizer() {
    return module.configureOptimizer();
  }

  @Override
  public StepOutput validationStep(Batch batch) {
    return module.validationStep(batch);
  }

  @Override
  public StepOutput testStep(Batch batch) {
    return module.testStep(batch);
  }

  @Override
  public Tensor forward(Tensor input) {
    return module.forward(input);
  }

  @Override
  public List<Metric> metrics() {
    return module.metrics();
  }

  /** In one line, for summaries. */
  public String describe() {
    return mix.describe();
  }
}
