package org.ockham.distributed;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** The name and the addresses of this machine. */
public final class LocalAddress {

  private LocalAddress() {}

  /** What this machine calls itself, whether or not that can be resolved. */
  public static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      // the message is "name: reason", where the name is what the system says
      String message = String.valueOf(e.getMessage());
      int end = message.indexOf(':');
      return end > 0 ? message.substring(0, end) : "a host without a name";
    }
  }

  /**
   * What this name or number means here.
   *
   * @throws RankException if it means nothing
   */
  static InetAddress resolved(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new RankException(
          "host '" + host + "' cannot be resolved by " + hostName()
              + ": name rank 0's machine by an address, or by a name that all machines know",
          e);
    }
  }

  /**
   * The address that a user has named, as a number.
   *
   * @throws RankException if it is not this machine's
   */
  static String named(String address) {
    InetAddress found;
    try {
      found = InetAddress.getByName(address);
    } catch (UnknownHostException e) {
      throw new RankException(
          "address '" + address + "' of " + hostName() + " cannot be resolved: name one of "
              + cards(),
          e);
    }
    if (!isHere(found)) {
      throw new RankException("address " + found.getHostAddress() + " is not one of " + hostName()
          + "'s: it has " + cards());
    }
    return found.getHostAddress();
  }

  /**
   * The first address of the first of these interfaces, IPv4 before IPv6.
   *
   * @param names with commas between them, as in PyTorch's {@code GLOO_SOCKET_IFNAME}
   * @throws RankException if there is none
   */
  static String ofInterface(String names) {
    String name = names.split(",")[0].strip();
    return all().stream()
        .filter(card -> card.getName().equals(name))
        .flatMap(NetworkInterface::inetAddresses)
        .min(Comparator.comparingInt(address -> address.getAddress().length))
        .map(InetAddress::getHostAddress)
        .orElseThrow(() -> new RankException("network interface '" + name + "' of " + hostName()
            + " is not there or has no address: set GLOO_SOCKET_IFNAME to one of " + cards()));
  }

  /** Whether this machine has it. */
  static boolean isHere(InetAddress address) {
    return address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || all().stream().flatMap(NetworkInterface::inetAddresses).anyMatch(address::equals);
  }

  /** {@code eth0 (10.0.0.1), lo (127.0.0.1)}. */
  private static String cards() {
    return all().stream()
        .filter(card -> card.inetAddresses().findAny().isPresent())
        .map(card -> card.getName() + " ("
            + card.inetAddresses()
                .map(InetAddress::getHostAddress)
                .map(address -> address.replaceFirst("%.*", ""))
                .collect(Collectors.joining(", "))
            + ")")
        .collect(Collectors.joining(", "));
  }

  private static List<NetworkInterface> all() {
    try {
      return Collections.list(NetworkInterface.getNetworkInterfaces());
    } catch (SocketException e) {
      throw new RankException(
          "the network interfaces of " + hostName() + " cannot be listed: " + e.getMessage(), e);
    }
  }
}
