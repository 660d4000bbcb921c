package org.ockham.train;

import java.util.List;
import org.ockham.data.Batch;
import org.ockham.metric.Metric;
import org.ockham.nn.Layer;
import org.ockham.optim.OptimizerConfig;
import org.ockham.tensor.Tensor;

/**
 * What is trained: a network, what it does with a batch, and the optimiser (Lightning's {@code LightningModule}). {@link
 * Classifier} and {@link Regressor} serve the common cases; write your own for others, or a {@link ModuleWrapper} around one.
 * Before the first step the trainer asks for one training and one validation step, to learn what they measure.
 */
public interface TrainingModule {

  /** The network whose parameters are trained. */
  Layer network();

  /** The optimiser to train with. */
  OptimizerConfig configureOptimizer();

  /**
   * The same module over another network, which is a {@linkplain org.ockham.nn.Replica replica} of its own: what the trainer needs to
   * compute the shards of a batch beside each other. Both are asked for training steps by several threads at once, so what they share
   * must not change. A module without it is trained on whole batches:
   *
   * <pre>{@code
   * record Distillation(Layer network, Layer teacher) implements TrainingModule {
   *   public Distillation withNetwork(Layer network) {
   *     return new Distillation(network, teacher);
   *   }
   *
   *   public OptimizerConfig configureOptimizer() {
   *     return Adam.rate(1e-3);
   *   }
   *
   *   public StepOutput trainingStep(Batch batch, Step step) {
   *     Tensor taught = teacher.apply(batch.input()).detach();
   *     return StepOutput.of(new MseLoss(), network.apply(batch.input()), taught);
   *   }
   * }
   * }</pre>
   */
  default TrainingModule withNetwork(Layer network) {
    throw new UnsupportedOperationException(getClass().getSimpleName()
        + " cannot be trained in shards: override withNetwork(Layer) to return it over that network,"
        + " or take one shard");
  }

  /**
   * What is trained on in place of a batch, by default the batch itself: {@code Mixing} mixes its samples here. The trainer calls it before
   * {@link #trainingStep}, on whole batches, so that how they are cut into shards changes nothing. Metrics compare with the batch's own
   * targets.
   *
   * @param step where training stands, and what to draw from
   * @return as many samples
   */
  default Batch prepare(Batch batch, Step step) {
    return batch;
  }

  /**
   * The loss on a training batch, and what is to be logged with it. The trainer goes backward and steps.
   *
   * @param batch as {@link #prepare} returned it, or a part of that
   * @param step where training stands, and what to draw from: the same batch in the same step draws the same
   */
  StepOutput trainingStep(Batch batch, Step step);

  /**
   * The same on a validation batch, in evaluation mode and without recording. No step is made then: what draws all the same draws
   * as in the first step of seed 0, each time.
   */
  default StepOutput validationStep(Batch batch) {
    return trainingStep(batch, Step.of(0, 0));
  }

  /** The same on a test batch. */
  default StepOutput testStep(Batch batch) {
    return validationStep(batch);
  }

  /** The outputs for some inputs. */
  default Tensor forward(Tensor input) {
    return network().apply(input);
  }

  /** New, empty metrics to collect over an epoch, beside the loss; they are fed each step's output and target. */
  default List<Metric> metrics() {
    return List.of();
  }
}
