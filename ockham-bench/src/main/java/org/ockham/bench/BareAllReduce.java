package org.ockham.bench;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.GlooDeviceVector;
import org.bytedeco.pytorch.ProcessGroupGloo;
import org.bytedeco.pytorch.TCPStore;
import org.bytedeco.pytorch.TCPStoreOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/** Gloo's own all-reduce, whose order of adding depends on the number of ranks: nothing but the call. */
final class BareAllReduce implements Runnable {

  private static final Milliseconds LIMIT = new Milliseconds(60_000);

  private final TCPStore store;
  private final ProcessGroupGloo group;
  private Tensor vector = torch.zeros(1);

  BareAllReduce(int port, int rank, int ranks) {
    store = new TCPStore(
        "127.0.0.1",
        new TCPStoreOptions().port((short) port).isServer(rank == 0).waitWorkers(false));
    ProcessGroupGloo.Options options = ProcessGroupGloo.Options.create(LIMIT);
    options.devices(new GlooDeviceVector(ProcessGroupGloo.createDeviceForHostname("127.0.0.1")));
    group = new ProcessGroupGloo(store, rank, ranks, options);
  }

  /** What is added from here on. */
  void vector(long n) {
    vector = torch.ones(n);
  }

  @Override
  public void run() {
    try (PointerScope scope = new PointerScope()) {
      group.allreduce(new TensorVector(vector))._wait();
    }
  }
}
