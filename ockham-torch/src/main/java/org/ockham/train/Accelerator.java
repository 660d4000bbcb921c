package org.ockham.train;

import org.ockham.tensor.Device;
import org.ockham.tensor.Engine;

/** What a trainer computes with. */
public enum Accelerator {
  /** The first graphics processor if there is one, else the processor. */
  AUTO,
  /** The processor. */
  CPU,
  /** The first graphics processor, with a build of the profile {@code gpu}. */
  CUDA;

  /**
   * The device.
   *
   * @throws IllegalStateException if it is {@link #CUDA} and there is none
   */
  Device device() {
    boolean there = this != CPU && Engine.cudaDevices() > 0;
    if (this == CUDA && !there) {
      throw new IllegalStateException("the accelerator is CUDA, but the engine sees no graphics"
          + " processor: take AUTO or CPU, or build with -Pgpu on a machine with CUDA");
    }
    return there ? Device.cuda(0) : Device.CPU;
  }
}
