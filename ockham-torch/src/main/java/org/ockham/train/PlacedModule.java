package org.ockham.train;

import org.ockham.data.Batch;
import org.ockham.nn.Layer;
import org.ockham.tensor.DType;
import org.ockham.tensor.Device;
import org.ockham.tensor.Tensor;

/**
 * A module whose network is on a device, or in double precision: batches are brought there.
 *
 * @param module the one that does the work
 * @param device where
 * @param isDouble whether fractions become FLOAT64
 */
record PlacedModule(TrainingModule module, Device device, boolean isDouble)
    implements ModuleWrapper {

  @Override
  public PlacedModule withNetwork(Layer network) {
    return new PlacedModule(module.withNetwork(network), device, isDouble);
  }

  @Override
  public StepOutput trainingStep(Batch batch, Step step) {
    Batch there = placed(batch);
    StepOutput output = module.trainingStep(there, step);
    // The batch's own, by which its caller knows that the module took it as it was.
    return output.target() == there.target() ? output.against(batch.target()) : output;
  }

  @Override
  public StepOutput validationStep(Batch batch) {
    return module.validationStep(placed(batch));
  }

  @Override
  public StepOutput testStep(Batch batch) {
    return module.testStep(placed(batch));
  }

  @Override
  public Tensor forward(Tensor input) {
    return module.forward(placed(input));
  }

  /** What is trained, wherever that is: a checkpoint goes on on another device. */
  @Override
  public String toString() {
    return module.toString();
  }

  private Batch placed(Batch batch) {
    return new Batch(placed(batch.input()), placed(batch.target()), batch.size());
  }

  private Tensor placed(Tensor tensor) {
    return placed(tensor, device, isDouble);
  }

  /** A tensor there, and its fractions as exact; itself if it is so already. */
  static Tensor placed(Tensor tensor, Device device, boolean isDouble) {
    boolean isToWiden = isDouble && tensor.dtype() == DType.FLOAT32;
    if (!isToWiden && tensor.device().equals(device)) {
      return tensor;
    }
    Tensor there = tensor.to(device);
    return isToWiden ? there.to(DType.FLOAT64) : there;
  }
}
