package org.ockham.distributed;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** How any rank but 0 comes to the roll call. */
final class Arrival {

  /** How long one try to connect may take, where packets vanish. */
  private static final Duration TRY = Duration.ofSeconds(5);

  private static final int BETWEEN_TRIES_MILLIS = 100;

  /** Rank 0 answers at the limit at the latest; the answer has a way to go. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Rendezvous meeting;
  private final Limit limit;

  Arrival(Rendezvous meeting, Limit limit) {
    this.meeting = meeting;
    this.limit = limit;
  }

  /** Connects to rank 0, which may not be there yet. */
  Line connect() {
    InetAddress host = LocalAddress.resolved(meeting.host());
    String reason = "";
    do {
      try {
        return knock(new InetSocketAddress(host, meeting.port()));
      } catch (SocketTimeoutException e) {
        // That a try ran out of time says less than what another one met.
        if (reason.isEmpty()) {
          reason = "no answer";
        }
      } catch (IOException e) {
        // A greeting that the limit cut short looks like a stranger's.
        if (reason.isEmpty() || !limit.isOver()) {
          reason = Objects.requireNonNullElse(e.getMessage(), "what listens there hangs up");
        }
      }
      try {
        TimeUnit.MILLISECONDS.sleep(Math.min(BETWEEN_TRIES_MILLIS, limit.millisLeft()));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new RankException("rank " + meeting.rank() + " was interrupted on its way", e);
      }
    } while (!limit.isOver());
    throw new RankException(
        "rank 0 of " + meeting.ranks() + " was not found at " + meeting.place()
            + " by rank " + meeting.rank() + " (on " + LocalAddress.hostName() + ") within "
            + Limit.words(meeting.timeout()) + " (" + reason
            + "): start rank 0 on that host, see whether it has ended, and let a firewall pass the port");
  }

  private Line knock(InetSocketAddress place) throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(place, Limit.in(TRY).or(limit).millisLeft());
      if (socket.getLocalSocketAddress().equals(socket.getRemoteSocketAddress())) {
        // A free port of this machine may be given to the very socket that looks for it there.
        throw new IOException("nobody listens");
      }
      Line line = new Line(socket);
      if (line.greet(Limit.in(TRY).or(limit).millisLeft())) {
        return line;
      }
      throw new IOException("what listens there is no rank of this version of Ockham");
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** Says who has come, and waits until all have. */
  Roll report(Line line, Presence presence) {
    try {
      line.say(presence::write);
      DataInputStream in = line.listen(Limit.in(limit.left().plus(GRACE)).millisLeft());
      switch (in.readByte()) {
        case RollCall.COMPLETE -> {
          return Roll.read(in);
        }
        case RollCall.REFUSED -> throw new RankException(in.readUTF());
        default ->
          throw new IOException("rank 0 says what rank " + presence.rank() + " does not know");
      }
    } catch (SocketTimeoutException e) {
      throw RankException.loss(
          "rank 0 at " + meeting.place() + " did not answer rank " + presence.rank() + " within "
              + Limit.words(meeting.timeout())
              + ": it hangs or is cut off from the network; see what it said and start all ranks again",
          e);
    } catch (IOException e) {
      throw RankException.loss(
          "rank 0 at " + meeting.place() + " ended while the ranks gathered (" + e.getMessage()
              + "): see what it said and start all ranks again",
          e);
    }
  }
}
