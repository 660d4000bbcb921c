package org.ockham.train;

import org.jspecify.annotations.Nullable;
import org.ockham.nn.Layer;
import org.ockham.tensor.DType;
import org.ockham.tensor.Device;
import org.ockham.tensor.Threads;

/**
 * What a trainer computes with, and how it watches that.
 *
 * @param accelerator the processor, or a graphics processor
 * @param precision the numbers
 * @param threads in one operation; null for those that are found to be fastest
 * @param isDeterministic whether settings by which two fits could differ are refused
 * @param detectsAnomalies whether the layer is looked for that makes the first number that is not finite
 */
public record Computing(
    Accelerator accelerator,
    FloatPrecision precision,
    @Nullable Threads threads,
    boolean isDeterministic,
    boolean detectsAnomalies) {

  public Computing {
    if (isDeterministic && threads == null) {
      throw new IllegalArgumentException("deterministic with autoThreads: how many threads are"
          + " fastest is found out by the clock, and with it the last bits change; set threads");
    }
    if (isDeterministic && accelerator == Accelerator.CUDA) {
      throw new IllegalArgumentException(
          "deterministic with the accelerator CUDA: its kernels add in"
              + " any order, so no bits are promised; take CPU");
    }
  }

  /**
   * Puts the network where it is to be computed, in the numbers it is to be computed in; returns what trains and evaluates it there.
   */
  TrainingModule place(TrainingModule module) {
    Device device = isDeterministic ? Device.CPU : accelerator.device();
    Layer network = module.network().to(device);
    if (module instanceof PlacedModule) {
      return module; // weights that a fit gave have its module
    }
    TrainingModule placed = module;
    if (precision == FloatPrecision.BF16_MIXED && !(module instanceof MixedPrecision)) {
      placed = MixedPrecision.of(module);
    }
    if (precision == FloatPrecision.FLOAT64) {
      network.to(DType.FLOAT64);
    }
    return precision == FloatPrecision.FLOAT64 || !device.equals(Device.CPU)
        ? new PlacedModule(placed, device, precision == FloatPrecision.FLOAT64)
        : placed;
  }
}
