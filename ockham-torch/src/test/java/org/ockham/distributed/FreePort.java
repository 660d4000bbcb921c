package org.ockham.distributed;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port at which nobody listens. It is below those that systems give to sockets that take any, and a socket for datagrams, which is in the
 * way of none for connections, keeps other tests from it as long as this process lives.
 */
final class FreePort {

  private static final int FIRST = 20_000;
  private static final int END = 32_000;
  private static final List<DatagramSocket> KEPT = new ArrayList<>();

  private FreePort() {}

  static synchronized int any() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      try (ServerSocket socket = new ServerSocket(port)) {
        KEPT.add(new DatagramSocket(port));
        return socket.getLocalPort();
      } catch (IOException taken) {
        // by another process: the next one may be free
      }
    }
  }
}
