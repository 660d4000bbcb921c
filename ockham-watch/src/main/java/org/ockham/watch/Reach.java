package org.ockham.watch;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.ockham.lab.LabException;

/**
 * The names that a server answers to. A page of the web can have a name of its own lead to any machine, and would be taken for a page of
 * this server; so every other name than these is refused. An address in digits cannot be led anywhere else.
 *
 * @param host the address that is listened to
 * @param others by which it may be reached too, as behind a proxy
 */
public record Reach(String host, List<String> others) {

  /** This machine alone. */
  public static final Reach LOCAL = new Reach("localhost", List.of());

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private static final Pattern DIGITS =
      Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|\\[[0-9a-f:.]+]");

  /**
   * Checks the host.
   *
   * @throws LabException if there is no machine of this name
   */
  public Reach {
    others = List.copyOf(others);
    address(host);
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new LabException(
          LabException.Kind.BAD,
          host
              + ": there is no machine of this name: give a name or an address of this one with --host.",
          e);
    }
  }

  /** Whether only this machine reaches it. */
  boolean isLoopback() {
    return address(host).isLoopbackAddress();
  }

  /** The host as addresses have it; where all addresses of the machine are listened to, one that other machines can use. */
  String shown() {
    InetAddress address = address(host);
    return bracketed(address.isAnyLocalAddress() ? ofThisMachine() : host);
  }

  private static String bracketed(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  private static String ofThisMachine() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .filter(each -> each instanceof Inet4Address
              && !each.isLoopbackAddress()
              && !each.isLinkLocalAddress())
          .map(InetAddress::getHostAddress)
          .findFirst()
          .orElse("localhost");
    } catch (SocketException none) {
      return "localhost";
    }
  }

  /** The names that are answered to besides addresses in digits. */
  Set<String> names() {
    Set<String> names = new LinkedHashSet<>(LOOPBACK);
    names.add(bracketed(lower(host)));
    others.forEach(other -> names.add(lower(other)));
    if (!isLoopback()) {
      try {
        InetAddress here = InetAddress.getLocalHost();
        names.add(lower(here.getHostName()));
        names.add(lower(here.getHostName()) + ".local");
        names.add(lower(here.getCanonicalHostName()));
      } catch (UnknownHostException none) {
        // It has no name of its own.
      }
    }
    return names;
  }

  /**
   * Whether a request for this host is answered.
   *
   * @param names of {@link #names}
   * @param header what the request calls it, with a port or without
   */
  boolean allows(Set<String> names, String header) {
    String name = lower(header).replaceFirst(":\\d+$", "");
    return names.contains(name) || (!isLoopback() && DIGITS.matcher(name).matches());
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
