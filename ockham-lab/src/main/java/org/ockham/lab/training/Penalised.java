package org.ockham.lab.training;

import org.ockham.data.Batch;
import org.ockham.nn.Layer;
import org.ockham.regularize.GradientPenalty;
import org.ockham.tensor.Tensor;
import org.ockham.train.ModuleWrapper;
import org.ockham.train.Step;
import org.ockham.train.StepOutput;
import org.ockham.train.TrainingModule;

/**
 * A module whose training loss grows with the slope of the outputs' sum in the input ({@link GradientPenalty}). Validation and test are
 * its own.
 *
 * @param module what is trained
 * @param penalty how much is added
 */
public record Penalised(TrainingModule module, GradientPenalty penalty) implements ModuleWrapper {

  @Override
  public Penalised withNetwork(Layer network) {
    return new Penalised(module.withNetwork(network), penalty);
  }

  @Override
  public StepOutput trainingStep(Batch batch, Step step) {
    Tensor input = batch.input().detach().requiresGrad(true);
    StepOutput plain = module.trainingStep(new Batch(input, batch.target(), batch.size()), step);
    Tensor output = plain.output();
    if (output == null) {
      throw new IllegalArgumentException(
          "a gradient penalty needs the network's output, but the module gives a loss alone");
    }
    return new StepOutput(
        plain.loss().add(penalty.loss(output.sum(), input)),
        output,
        plain.target(),
        plain.values(),
        plain.count());
  }

  @Override
  public StepOutput validationStep(Batch batch) {
    return module.validationStep(batch);
  }
}
