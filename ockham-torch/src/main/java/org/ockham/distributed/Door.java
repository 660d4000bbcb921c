package org.ockham.distributed;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.Consumer;

/** Where rank 0 is found: a socket that lets the other ranks in, as soon as they know of it. */
public final class Door implements Closeable {

  private final String host;
  private final ServerSocket socket;

  private Door(String host, ServerSocket socket) {
    this.host = host;
    this.socket = socket;
  }

  /**
   * Opens one at a port of this machine that the system gives.
   *
   * @param host this machine, by a name or an address by which the others reach it
   * @throws RankException if it cannot be resolved, or no port can be had
   */
  public static Door at(String host) {
    return open(host, 0);
  }

  /** {@code host:port}, for the other ranks' {@link Rendezvous#at}. */
  public String place() {
    return Rendezvous.place(host, socket.getLocalPort());
  }

  /** Opens it, on this machine's every address unless the ranks meet at a loopback address. */
  static Door open(String name, int port) {
    InetAddress host = LocalAddress.resolved(name);
    // /etc/hosts may give this machine a loopback address under its own name, which others reach by
    // another one.
    boolean staysHere = host.isLoopbackAddress()
        && !firstLabel(name).equalsIgnoreCase(firstLabel(LocalAddress.hostName()));
    try {
      ServerSocket socket = new ServerSocket();
      try {
        socket.setReuseAddress(true); // a run that has just ended holds no port
        socket.bind(staysHere ? new InetSocketAddress(host, port) : new InetSocketAddress(port));
      } catch (IOException e) {
        socket.close();
        throw e;
      }
      return new Door(name, socket);
    } catch (BindException e) {
      throw new RankException(
          "port " + port + " of " + LocalAddress.hostName()
              + " cannot be had for rank 0 ("
              + e.getMessage()
              + "): another run may use it, or rank 0 was started twice; name another port to all ranks",
          e);
    } catch (IOException e) {
      throw new RankException(
          "rank 0 cannot listen at " + Rendezvous.place(name, port) + ": " + e.getMessage(), e);
    }
  }

  /** Of a name that may be whole on one side and short on the other. */
  private static String firstLabel(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  /** Has each line that comes heard on a thread of its own, until the door is closed. */
  void admit(Consumer<Line> hearing) {
    start("ockham-door", () -> {
      while (!socket.isClosed()) {
        try {
          Line line = new Line(socket.accept());
          start("ockham-line", () -> hearing.accept(line));
        } catch (IOException e) {
          // closed, or who knocked has gone
        }
      }
    });
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // nobody comes any more either way
    }
  }
}
