package org.ockham.lab.cluster;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;

/** Where runs are made, if not in this process. May be used from many threads at once, one for each run that is under way. */
public interface Cluster extends AutoCloseable {

  /** Whether runs are made by threads of this process, and not on other machines or by other processes. */
  boolean isHere();

  /** How many runs it can make at a time, as far as is known now; at least 1. */
  int slots();

  /**
   * Has a run made, and waits for it. Where its process is lost, it is made again, as often as the cluster thinks fit.
   *
   * @param progress is told now and then which share of it is done
   * @return null if it was cut short
   * @throws ClusterException if no run can be made there any more
   */
  @Nullable
  RemoteOutcome run(RemoteRun run, DoubleConsumer progress);

  /**
   * Waits until it has room for so many ranks of one run at a time.
   *
   * @throws ClusterException if it does not come to have it, or cannot begin tasks together
   */
  void makeRoom(int ranks);

  /**
   * Has a run computed by ranks that begin together, and waits for it. Where the process of one is lost, all begin again, as often as the
   * cluster thinks fit.
   *
   * @param progress is told now and then which share of it is done
   * @param begunAgain is told each time why, in a sentence
   * @return what came of each rank, in their order; null if it was cut short
   * @throws ClusterException if there is no room for them any more
   */
  @Nullable
  List<RemoteOutcome> run(RankedRun run, DoubleConsumer progress, Consumer<String> begunAgain);

  /** Has these files ready, by this name, for the processes that make runs from now on: sent to those that ask, once to each. */
  void ship(String name, Shipment shipment);

  /** Cuts short what is under way, and all that comes. */
  void interrupt();

  /** Leaves it. */
  @Override
  void close();
}
