package org.ockham.spark;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.ockham.lab.cluster.ClusterException;

/**
 * Where a cluster's master is, in Spark's words.
 *
 * @param url {@code spark://host:7077}, several hosts with commas between them; {@code local[4]}; {@code yarn}; {@code k8s://https://host:443}
 */
record Master(String url) {

  /** How long to wait for one machine's answer. */
  private static final int CONNECT_MILLIS = 10_000;

  private static final String STANDALONE = "spark://";
  private static final Pattern KNOWN =
      Pattern.compile("local|local\\[([1-9][0-9]*|\\*)(, *[1-9][0-9]*)?]|local-cluster\\[.+]"
          + "|spark://[^,/\\s:]+:[0-9]{1,5}(,[^,/\\s:]+:[0-9]{1,5})*|yarn|k8s://.+");

  Master {
    if (!KNOWN.matcher(url).matches()) {
      throw new IllegalArgumentException(
          "must be where Spark's master is, such as spark://host:7077, local[4], yarn or k8s://https://host:443");
    }
  }

  /** Whether all is done in this process. */
  boolean isHere() {
    return url.startsWith("local") && !url.startsWith("local-");
  }

  /** Whether it is Spark's own, whose address says where it listens. */
  boolean isStandalone() {
    return url.startsWith(STANDALONE);
  }

  /**
   * The address of this machine by which it reaches the master: by it executors will reach this machine. Spark would ask for the name of
   * this machine, which may be a loopback's.
   *
   * @return empty if Spark is to find one
   * @throws ClusterException if nothing listens there
   */
  Optional<String> ownAddress() {
    if (!isStandalone()) {
      return Optional.empty();
    }
    IOException problem = null;
    List<String> places = Arrays.asList(url.substring(STANDALONE.length()).split(","));
    for (String place : places) {
      int colon = place.lastIndexOf(':');
      InetSocketAddress address = new InetSocketAddress(
          place.substring(0, colon), Integer.parseInt(place.substring(colon + 1)));
      try (Socket socket = new Socket()) {
        if (address.isUnresolved()) {
          throw new IOException("no machine is known by that name");
        }
        socket.connect(address, CONNECT_MILLIS);
        return socket.getLocalAddress() instanceof Inet4Address own
            ? Optional.of(own.getHostAddress())
            : Optional.empty();
      } catch (IOException e) {
        problem = e;
      }
    }
    throw new ClusterException(
        "nothing answers at " + url + " (" + (problem == null ? "" : problem.getMessage())
            + "): start the master, or correct --on.",
        problem);
  }
}
