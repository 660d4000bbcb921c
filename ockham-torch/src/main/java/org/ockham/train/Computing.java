package org.ockham.train;

import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.distributed.ProcessGroup;
import org.ockham.nn.Layer;
import org.ockham.tensor.DType;
import org.ockham.tensor.Device;

/**
 * What a trainer computes with, and how it watches that.
 *
 * @param device where network and batches are
 * @param precision the numbers
 * @param ranks the processes that train together, each on its shards; null for one alone
 * @param shards the parts that each batch is cut into, or with ranks each rank's; 0 for what {@link Parallelism} finds best, with ranks 1
 * @param threads cores that may be used; 0 for all there are
 * @param syncBatchNorm whether batch normalisation is over the whole batch, however it is cut
 * @param isDeterministic whether settings by which two fits could differ are refused
 * @param detectsAnomalies whether the layer is looked for that makes the first number that is not finite
 */
public record Computing(
    Device device,
    FloatPrecision precision,
    @Nullable ProcessGroup ranks,
    int shards,
    int threads,
    boolean syncBatchNorm,
    boolean isDeterministic,
    boolean detectsAnomalies) {

  public Computing {
    Check.atLeast("shards", shards, 0);
    Check.atLeast("threads", threads, 0);
    if (detectsAnomalies && shards > 1) {
      throw new IllegalArgumentException("detectAnomaly with " + shards
          + " shards: the layer is looked for in whole batches; set shards(1), or leave them open");
    }
    if (detectsAnomalies && ranks != null) {
      throw new IllegalArgumentException("detectAnomaly with " + ranks.size()
          + " ranks: the layer is looked for in whole batches; look for it in one process");
    }
    if (device.equals(Device.meta())) {
      throw new IllegalArgumentException(
          "the device meta: what is there has no numbers to train; take cpu or cuda");
    }
    if (isDeterministic && device.isCuda()) {
      throw new IllegalArgumentException("deterministic with the device " + device
          + ": its kernels add in any order, so no bits are promised; take cpu");
    }
    if (device.isCuda() && shards > 1) {
      throw new IllegalArgumentException(shards + " shards with the device " + device
          + ": a graphics processor takes each batch whole; take cpu, or leave shards out");
    }
    if (ranks != null && device.isCuda()) {
      throw new IllegalArgumentException(ranks.size() + " ranks with the device " + device
          + ": ranks exchange gradients that are on the CPU; take cpu, or train in one process");
    }
  }

  /** The shards of all ranks; 0 for what is found best. */
  int shardsOfAll() {
    return ranks == null ? shards : Math.max(1, shards) * ranks.size();
  }

  /**
   * Puts the network where it is to be computed, in the numbers it is to be computed in; returns what trains and evaluates it there.
   *
   * @throws org.ockham.tensor.EngineException if the device is not there
   */
  TrainingModule place(TrainingModule module) {
    Layer network = module.network().to(device.checked());
    if (module instanceof PlacedModule before) {
      // Weights that a fit gave have its module.
      return new PlacedModule(before.module(), device, before.isDouble());
    }
    TrainingModule placed = module;
    if (precision == FloatPrecision.BF16_MIXED && !(module instanceof MixedPrecision)) {
      placed = MixedPrecision.of(module);
    }
    if (precision == FloatPrecision.FLOAT64) {
      network.to(DType.FLOAT64);
    }
    return precision == FloatPrecision.FLOAT64 || !device.isCpu()
        ? new PlacedModule(placed, device, precision == FloatPrecision.FLOAT64)
        : placed;
  }
}
