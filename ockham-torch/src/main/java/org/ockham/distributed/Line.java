package org.ockham.distributed;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * A connection between rank 0 and another rank, over which the roll is called, and later who is absent is agreed on. It stays open as long
 * as the group: that it breaks tells that a process has ended.
 */
final class Line implements Closeable {

  /** What both say first, so that neither takes something else for a rank. */
  private static final String GREETING = "ockham ranks 1";

  /** What is said. */
  interface Saying {
    void to(DataOutputStream out) throws IOException;
  }

  private final Socket socket;
  private final DataInputStream in;
  private final DataOutputStream out;

  Line(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    socket.setKeepAlive(true);
    in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
  }

  /** Says who speaks here, and listens whether the other is one of us; no if it says something else, or nothing in time. */
  boolean greet(int timeoutMillis) {
    try {
      say(to -> to.writeUTF(GREETING));
      socket.setSoTimeout(timeoutMillis);
      int length = in.readUnsignedShort();
      return length == GREETING.length()
          && new String(in.readNBytes(length), StandardCharsets.US_ASCII).equals(GREETING);
    } catch (IOException e) {
      return false;
    }
  }

  void say(Saying saying) throws IOException {
    synchronized (out) {
      saying.to(out);
      out.flush();
    }
  }

  /** What comes is read from here, within this time, or with 0 whenever it comes. */
  DataInputStream listen(int timeoutMillis) throws IOException {
    socket.setSoTimeout(timeoutMillis);
    return in;
  }

  /** This machine's end. */
  InetAddress near() {
    return socket.getLocalAddress();
  }

  /** The other's. */
  InetAddress far() {
    return socket.getInetAddress();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // it is of no use either way
    }
  }
}
