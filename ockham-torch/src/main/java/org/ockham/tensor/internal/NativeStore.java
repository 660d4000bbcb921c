package org.ockham.tensor.internal;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.TCPStore;
import org.bytedeco.pytorch.TCPStoreOptions;

/**
 * libtorch's table of keys and values that processes share, where {@link NativeGloo} leaves the addresses of its sockets. It is asked
 * nothing else: what goes wrong with it, it reports in pages on standard error.
 */
public final class NativeStore implements AutoCloseable {

  static {
    Natives.load();
  }

  final TCPStore store;

  private NativeStore(TCPStore store) {
    this.store = store;
  }

  /** Serves one at a port that is free. */
  public static NativeStore serve(long timeoutMillis) {
    return open("127.0.0.1", 0, true, timeoutMillis);
  }

  /** The one that is served there. */
  public static NativeStore at(String host, int port, long timeoutMillis) {
    return open(host, port, false, timeoutMillis);
  }

  private static NativeStore open(String host, int port, boolean serves, long timeoutMillis) {
    try (PointerScope temporary = new PointerScope()) {
      TCPStoreOptions options = new TCPStoreOptions()
          .port((short) port)
          .isServer(serves)
          .waitWorkers(false)
          .timeout(new Milliseconds(timeoutMillis));
      return new NativeStore(Constants.kept(new TCPStore(host, options)));
    }
  }

  public int port() {
    return Short.toUnsignedInt(store.getPort());
  }

  @Override
  public void close() {
    store.close();
  }
}
