package org.ockham.train;

import java.util.List;
import org.ockham.data.Batch;
import org.ockham.metric.Metric;
import org.ockham.nn.Layer;
import org.ockham.optim.OptimizerConfig;
import org.ockham.tensor.Tensor;

/** A module that is another one but for the methods that it overrides: {@link MixedPrecision}, {@code Mixing}. */
public interface ModuleWrapper extends TrainingModule {

  /** The one that does the work. */
  TrainingModule module();

  @Override
  default Layer network() {
    return module().network();
  }

  @Override
  default OptimizerConfig configureOptimizer() {
    return module().configureOptimizer();
  }

  @Override
  default TrainingModule withNetwork(Layer network) {
    throw new UnsupportedOperationException(getClass().getSimpleName()
        + " cannot be trained in shards: override withNetwork(Layer) to return it around"
        + " module().withNetwork(network), or take one shard");
  }

  @Override
  default Batch prepare(Batch batch, Step step) {
    return module().prepare(batch, step);
  }

  @Override
  default StepOutput trainingStep(Batch batch, Step step) {
    return module().trainingStep(batch, step);
  }

  @Override
  default StepOutput validationStep(Batch batch) {
    return module().validationStep(batch);
  }

  @Override
  default StepOutput testStep(Batch batch) {
    return module().testStep(batch);
  }

  @Override
  default Tensor forward(Tensor input) {
    return module().forward(input);
  }

  @Override
  default List<Metric> metrics() {
    return module().metrics();
  }
}
