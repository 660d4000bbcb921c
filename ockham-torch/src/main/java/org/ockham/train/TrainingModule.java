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
   * The loss on a training batch, and what is to be logged with it. The trainer goes backward and steps.
   *
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
