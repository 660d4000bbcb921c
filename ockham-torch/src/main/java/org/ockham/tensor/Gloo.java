package org.ockham.tensor;

import java.time.Duration;
import java.util.List;
import org.ockham.tensor.internal.NativeGloo;
import org.ockham.tensor.internal.NativeStore;

/**
 * Connections between processes that tensors go through, libtorch's Gloo: the lowest floor of {@code org.ockham.distributed}, where what
 * others need is. Processes are numbered from 0. One thread at a time uses it.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/distributed.html">torch.distributed</a>
 */
public final class Gloo implements AutoCloseable {

  /** Where processes leave their addresses while they connect to each other: one serves it, the others know its host and port. */
  public static final class Store {

    private final NativeStore store;

    private Store(NativeStore store) {
      this.store = store;
    }

    /**
     * Serves one at a free port of this machine.
     *
     * @throws EngineException if it cannot
     */
    public static Store serve(Duration timeout) {
      Engine.check();
      return new Store(Op.value(() -> NativeStore.serve(timeout.toMillis())));
    }

    /**
     * The one that another process serves there.
     *
     * @throws EngineException if there is none
     */
    public static Store at(String host, int port, Duration timeout) {
      Engine.check();
      return new Store(Op.value(() -> NativeStore.at(host, port, timeout.toMillis())));
    }

    /** Where it is served. */
    public int port() {
      return store.port();
    }
  }

  private final NativeGloo gloo;

  private Gloo(NativeGloo gloo) {
    this.gloo = gloo;
  }

  /**
   * Connects this process to all the others; each calls this with its own rank and address.
   *
   * @param store serves this connection alone, and ends with it
   * @param rank this process
   * @param size how many there are
   * @param address of this machine, by which the others reach it
   * @param timeout how long the others are waited for
   * @throws EngineException if one does not come or cannot be reached, or the address is not this machine's
   */
  public static Gloo connect(Store store, int rank, int size, String address, Duration timeout) {
    Engine.check();
    return new Gloo(
        Op.value(() -> new NativeGloo(store.store, rank, size, address, timeout.toMillis())));
  }

  /**
   * Sends each of the others a tensor, and receives one from each; what is in the place of this process itself is left alone. After an
   * exception the connections are closed.
   *
   * @param toEach by rank; contiguous, on the processor
   * @param fromEach by rank; as large as what comes, and overwritten
   * @throws PeerException if another does not answer in time, exchanges something of another size, or is gone
   */
  public void exchange(List<Tensor> toEach, List<Tensor> fromEach, Duration timeout) {
    try {
      gloo.exchange(Op.handles(toEach), Op.handles(fromEach), timeout.toMillis());
    } catch (NativeGloo.Lost e) {
      throw new PeerException(e.rank(), e.timedOut(), e);
    }
  }

  /** Closes the connections, and never fails. */
  @Override
  public void close() {
    gloo.close();
  }
}
