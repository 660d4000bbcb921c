package org.ockham.train;

import java.util.Map;
import org.ockham.data.Batch;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.Optimizers;

/**
 * A module that goes backward and steps by itself, with an optimiser for each part of its network: Lightning's manual optimisation. Made
 * for parts that are trained against each other, such as a GAN's:
 *
 * <pre>{@code
 * record Half(Layer network) implements ManualModule {
 *   public Map<String, OptimizerConfig> configureOptimizers() {
 *     return Map.of("body", Adam.rate(1e-3), "head", Sgd.rate(0.1));
 *   }
 *
 *   public StepOutput trainingStep(Batch batch, Step step, Optimizers optimizers) {
 *     optimizers.zeroGrad();
 *     StepOutput output = validationStep(batch);
 *     output.loss().backward();
 *     optimizers.of(step.number() % 2 == 0 ? "body" : "head").step();
 *     return output;
 *   }
 *
 *   public StepOutput validationStep(Batch batch) {
 *     return StepOutput.of(new MseLoss(), network.apply(batch.input()), batch.target());
 *   }
 * }
 * }</pre>
 *
 * <p>The trainer calls it with each batch, and counts a step each time, however often the optimisers did; a {@linkplain RateSchedule schedule}
 * moves the rates of all of them. It cannot accumulate batches, clip or regularise, which the module does where it wants it, nor cut a batch
 * into shards, and {@link Callback#onGradients} is not called.
 */
public interface ManualModule extends TrainingModule {

  /** The optimisers by the paths of the parts of the network that they are for, such as the names of its children. */
  Map<String, OptimizerConfig> configureOptimizers();

  /**
   * Trains on a batch.
   *
   * @param step where training stands, and what to draw from
   * @param optimizers those of {@link #configureOptimizers}
   * @return the loss, of which the mean over an epoch is logged, and what else is to be
   */
  StepOutput trainingStep(Batch batch, Step step, Optimizers optimizers);

  @Override
  StepOutput validationStep(Batch batch);

  @Override
  default OptimizerConfig configureOptimizer() {
    return Optimizers.of(configureOptimizers());
  }

  /** Not possible: the optimisers are needed. */
  @Override
  default StepOutput trainingStep(Batch batch, Step step) {
    throw new UnsupportedOperationException(getClass().getSimpleName()
        + " steps by itself, so it cannot be trained in another module, another precision than"
        + " FLOAT32, in shards, or with detectAnomaly: train it without");
  }
}
