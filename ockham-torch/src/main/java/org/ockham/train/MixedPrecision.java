package org.ockham.train;

import java.util.function.Function;
import org.ockham.data.Batch;
import org.ockham.nn.Layer;
import org.ockham.tensor.Autocast;
import org.ockham.tensor.DType;
import org.ockham.tensor.Device;
import org.ockham.tensor.Tensor;

/**
 * Trains and evaluates a module in mixed precision: {@code trainer.fit(MixedPrecision.of(task), data)}. Forward passes run
 * under {@link Autocast} in BFLOAT16 on the device where the parameters are; all else is as it was.
 *
 * @param module what is trained
 */
public record MixedPrecision(TrainingModule module) implements ModuleWrapper {

  /** This module in BFLOAT16. */
  public static MixedPrecision of(TrainingModule module) {
    return new MixedPrecision(module);
  }

  @Override
  public MixedPrecision withNetwork(Layer network) {
    return new MixedPrecision(module.withNetwork(network));
  }

  @Override
  public StepOutput trainingStep(Batch batch, Step step) {
    return within(each -> module.trainingStep(each, step), batch);
  }

  @Override
  public StepOutput validationStep(Batch batch) {
    return within(module::validationStep, batch);
  }

  @Override
  public StepOutput testStep(Batch batch) {
    return within(module::testStep, batch);
  }

  @Override
  public Tensor forward(Tensor input) {
    return within(module::forward, input);
  }

  private <A, B> B within(Function<A, B> step, A argument) {
    try (Autocast half = Autocast.on(device(), DType.BFLOAT16)) {
      return step.apply(argument);
    }
  }

  private Device device() {
    return network().parameters().values().stream()
        .findFirst()
        .map(parameter -> parameter.value().device())
        .orElse(Device.cpu());
  }
}
