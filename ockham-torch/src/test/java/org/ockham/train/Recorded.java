package org.ockham.train;

import java.util.ArrayList;
import java.util.List;
import org.ockham.data.Batch;
import org.ockham.nn.Layer;
import org.ockham.nn.Linear;
import org.ockham.optim.OptimizerConfig;
import org.ockham.optim.Sgd;
import org.ockham.tensor.Tensor;

/** A linear regression that notes its training batches, and whose validation loss is always 1. */
final class Recorded implements TrainingModule {

  final List<Integer> sizes = new ArrayList<>();
  final List<Float> first = new ArrayList<>();
  int validated;

  private final Layer network = new Linear(2, 1);

  @Override
  public Layer network() {
    return network;
  }

  @Override
  public OptimizerConfig configureOptimizer() {
    return Sgd.rate(1e-4);
  }

  @Override
  public StepOutput trainingStep(Batch batch, Step step) {
    sizes.add(batch.size());
    first.add(batch.target().toFloats()[0]);
    return StepOutput.of(
        network.apply(batch.input()).sub(batch.target()).square().mean());
  }

  @Override
  public StepOutput validationStep(Batch batch) {
    validated += batch.size();
    return StepOutput.of(Tensor.scalar(1));
  }
}
