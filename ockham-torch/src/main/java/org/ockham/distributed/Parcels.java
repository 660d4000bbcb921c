package org.ockham.distributed;

import java.util.Arrays;
import java.util.List;
import org.ockham.tensor.Device;
import org.ockham.tensor.Tensor;

/** What ranks send to each other, looked through before it goes. */
final class Parcels {

  private Parcels() {}

  /**
   * Refuses what {@link ProcessGroup#exchange} does not take.
   *
   * @throws IllegalArgumentException if there is not one tensor for each rank, or one is not contiguous or not on the processor
   */
  static void check(int ranks, List<Tensor> toEach, List<Tensor> fromEach) {
    check(ranks, "to", toEach);
    check(ranks, "from", fromEach);
  }

  private static void check(int ranks, String direction, List<Tensor> tensors) {
    if (tensors.size() != ranks) {
      throw new IllegalArgumentException(tensors.size() + " tensors " + direction + " " + ranks
          + " ranks: one is needed for each");
    }
    for (int rank = 0; rank < ranks; rank++) {
      Tensor tensor = tensors.get(rank);
      if (!tensor.isContiguous() || !tensor.device().equals(Device.cpu())) {
        throw new IllegalArgumentException(
            "the tensor " + direction + " rank " + rank
                + " (shape " + Arrays.toString(tensor.shape()) + " on " + tensor.device()
                + ") is not contiguous, or not on the processor: exchange contiguous() and to(Device.cpu())");
      }
    }
  }
}
