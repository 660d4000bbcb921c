package org.ockham.distributed;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port at which nobody listens. It is below those that systems give to sockets that take any, so that none of other tests gets it
 * meanwhile.
 */
final class FreePort {

  private static final int FIRST = 20_000;
  private static final int END = 32_000;

  private FreePort() {}

  static int any() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST, END);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // by another process: the next one may be free
      }
    }
  }
}
