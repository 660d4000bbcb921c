package org.ockham.distributed;

import java.io.Closeable;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.function.Consumer;

/** Where rank 0 is found: a socket that lets the other ranks in. */
final class Door implements Closeable {

  private final ServerSocket socket;

  private Door(ServerSocket socket) {
    this.socket = socket;
  }

  /** Opens it, on this machine's every address unless the ranks meet at a loopback address. */
  static Door open(Rendezvous meeting) {
    InetAddress host = LocalAddress.resolved(meeting.host());
    // /etc/hosts may give this machine a loopback address under its own name, which others reach by
    // another one.
    boolean staysHere =
        host.isLoopbackAddress() && !meeting.host().equalsIgnoreCase(LocalAddress.hostName());
    try {
      ServerSocket socket = new ServerSocket();
      try {
        socket.setReuseAddress(true); // a run that has just ended holds no port
        socket.bind(
            staysHere
                ? new InetSocketAddress(host, meeting.port())
                : new InetSocketAddress(meeting.port()));
      } catch (IOException e) {
        socket.close();
        throw e;
      }
      return new Door(socket);
    } catch (BindException e) {
      throw new RankException(
          "port " + meeting.port() + " of " + LocalAddress.hostName()
              + " cannot be had for rank 0 ("
              + e.getMessage()
              + "): another run may use it, or rank 0 was started twice; name another port to all ranks",
          e);
    } catch (IOException e) {
      throw new RankException(
          "rank 0 cannot listen at " + meeting.place() + ": " + e.getMessage(), e);
    }
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
