package org.ockham.distributed;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.ockham.distributed.RollCall.Guest;

/**
 * By which address each rank is known to the others. On one machine that may be a loopback address; with several none is, whatever names
 * resolve to: rank 0, and those on its machine, take the address by which the others have reached it.
 *
 * @param addresses by rank
 * @param objection why there are none, in one sentence
 */
record Announced(List<String> addresses, Optional<String> objection) {

  static Announced of(Presence first, List<Guest> guests) {
    Map<String, Integer> outward = new LinkedHashMap<>();
    for (Guest guest : guests) {
      InetAddress reached = guest.line().near();
      if (!reached.isLoopbackAddress()) {
        outward.putIfAbsent(reached.getHostAddress(), guest.presence().rank());
      }
    }
    if (outward.size() > 1 && !first.addressIsChosen()) {
      return refused(first.who() + " is reached by several addresses, "
          + outward.entrySet().stream()
              .map(each -> each.getKey() + " by rank " + each.getValue())
              .collect(Collectors.joining(", "))
          + ": say with address(…) or GLOO_SOCKET_IFNAME at rank 0 which of them all can reach");
    }
    String own = first.addressIsChosen()
        ? first.address()
        : outward.isEmpty()
            ? guests.get(0).line().near().getHostAddress()
            : outward.keySet().iterator().next();
    List<String> addresses = new ArrayList<>(List.of(own));
    for (Guest guest : guests) {
      Presence presence = guest.presence();
      boolean isOnFirst = isLoopback(presence.address()) && !presence.addressIsChosen();
      addresses.add(isOnFirst && !outward.isEmpty() ? own : presence.address());
    }
    for (int rank = 0; rank < addresses.size() && !outward.isEmpty(); rank++) {
      if (isLoopback(addresses.get(rank))) {
        Presence presence = rank == 0 ? first : guests.get(rank - 1).presence();
        return refused(presence.who() + " is to announce " + addresses.get(rank)
            + ", a loopback address, where ranks on other machines cannot reach it: name another with address(…), or a network"
            + " interface with GLOO_SOCKET_IFNAME");
      }
    }
    return new Announced(addresses, Optional.empty());
  }

  private static Announced refused(String sentence) {
    return new Announced(List.of(), Optional.of(sentence));
  }

  private static boolean isLoopback(String address) {
    return LocalAddress.resolved(address).isLoopbackAddress();
  }
}
