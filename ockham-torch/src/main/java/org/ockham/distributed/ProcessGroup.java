package org.ockham.distributed;

import java.util.List;
import org.ockham.tensor.Tensor;

/**
 * The ranks that compute together, as one of them sees it: PyTorch's {@code ProcessGroup}. Each exchange is collective: all ranks call the
 * same, in the same order, and none returns before it has what all the others sent to it. One thread at a time uses a group.
 *
 * <p>A rank that is gone, or does not answer within the group's time limit, ends the exchange on all others with a {@link RankException};
 * the group is of no use afterwards.
 */
public interface ProcessGroup extends AutoCloseable {

  /** Which of them this one is, from 0. */
  int rank();

  /** How many there are. */
  int size();

  /**
   * What each rank has, by rank.
   *
   * @param mine any number of bytes, another on each rank if need be
   */
  List<byte[]> allGather(byte[] mine);

  /**
   * Sends a tensor to each rank and receives one from each.
   *
   * @param toEach by rank; contiguous, on the processor, of one type; its own is copied
   * @param fromEach by rank, tensors as large as what comes, which are overwritten
   */
  void exchange(List<Tensor> toEach, List<Tensor> fromEach);

  /** Leaves the group. The others learn of it at their next exchange. */
  @Override
  void close();
}
