package org.ockham.distributed;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * By which address each rank is known to the others. On one machine that may be a loopback address; with several none is, whatever names
 * resolve to: rank 0, and those on its machine, take the address by which the others have reached it.
 *
 * @param addresses by rank
 * @param objection why there are none, in one sentence
 */
record Announced(List<String> addresses, Optional<String> objection) {

  /**
   * Decides them.
   *
   * @param first rank 0
   * @param others by rank, from 1
   * @param reached by which address of rank 0's machine each of the others has come
   * @param wording of objections
   */
  static Announced of(
      Presence first, List<Presence> others, List<InetAddress> reached, Wording wording) {
    Map<String, Integer> outward = new LinkedHashMap<>();
    for (int i = 0; i < reached.size(); i++) {
      if (!reached.get(i).isLoopbackAddress()) {
        outward.putIfAbsent(reached.get(i).getHostAddress(), others.get(i).rank());
      }
    }
    if (outward.size() > 1 && !first.addressIsChosen()) {
      return refused(first.who() + " is reached by several addresses, "
          + outward.entrySet().stream()
              .map(each -> each.getKey() + " by rank " + each.getValue())
              .collect(Collectors.joining(", "))
          + ": say with " + wording.address() + " at rank 0 which of them all can reach");
    }
    String own = first.addressIsChosen()
        ? first.address()
        : outward.isEmpty()
            ? reached.get(0).getHostAddress()
            : outward.keySet().iterator().next();
    List<String> addresses = new ArrayList<>(List.of(own));
    for (Presence presence : others) {
      boolean isOnFirst = isLoopback(presence.address()) && !presence.addressIsChosen();
      addresses.add(isOnFirst && !outward.isEmpty() ? own : presence.address());
    }
    for (int rank = 0; rank < addresses.size() && !outward.isEmpty(); rank++) {
      if (isLoopback(addresses.get(rank))) {
        Presence presence = rank == 0 ? first : others.get(rank - 1);
        return refused(presence.who() + " is to announce " + addresses.get(rank)
            + ", a loopback address, where ranks on other machines cannot reach it: name another with "
            + wording.address());
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
