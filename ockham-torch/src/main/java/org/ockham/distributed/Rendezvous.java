package org.ockham.distributed;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.check.Copy;
import org.ockham.tensor.Engine;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.Gloo;

/**
 * How processes that are to compute together find each other: each is started with the same address, which is one of rank 0's machine,
 * and with a rank of its own.
 *
 * <pre>{@code
 * try (ProcessGroup group = Rendezvous.at("10.0.0.1:29500").rank(2).ranks(4).join()) {
 *   Tensor sum = new OrderedSum(group).of(List.of(gradient));
 * }
 * }</pre>
 *
 * <p>Rank 0 calls the roll before they begin: all must have the same version of Ockham and of the engine and the same processor's
 * kernels, or they would not compute the same bits. Which address a rank announces to the others follows from how it reaches rank 0;
 * {@link #address(String)}, {@link #networkInterface(String)} or PyTorch's {@code GLOO_SOCKET_IFNAME} in the environment choose
 * another. Besides the port that is named, ranks listen at ports that the system gives them: a firewall between the machines must let
 * them pass. Nothing of it is encrypted, and nobody has to prove who he is: it is for networks whose machines trust each other.
 *
 * @param host where rank 0 is
 * @param port where it is found
 * @param rank which process this is, from 0
 * @param ranks how many there are; default 1
 * @param timeout how long ranks wait for each other, to meet and in each exchange; default 10 minutes
 * @param address this machine's, by which the others reach it; null to find it out
 * @param networkInterface whose address is taken, as in {@code GLOO_SOCKET_IFNAME}; null for none in particular
 * @param wording how its settings are called where its user gives them; default {@link Wording#JAVA}
 */
public record Rendezvous(
    String host,
    int port,
    int rank,
    int ranks,
    Duration timeout,
    @Nullable String address,
    @Nullable String networkInterface,
    Wording wording) {

  /** How long ranks wait for each other if nothing else is said. */
  public static final Duration STANDARD_TIMEOUT = Duration.ofMinutes(10);

  /** Once all have met, that they connect to each other takes moments, if it can be done. */
  private static final Duration CONNECTING = Duration.ofMinutes(1);

  public Rendezvous {
    if (host.isBlank()) {
      throw new IllegalArgumentException(
          "the rendezvous has no host: name one of rank 0's machine, as in 10.0.0.1:29500");
    }
    Check.between("port", port, 1, 65535);
    Check.atLeast("rank", rank, 0);
    Check.positive("ranks", ranks);
    if (timeout.toMillis() < 1) {
      throw new IllegalArgumentException(
          "timeout is " + timeout + ": it must be at least a millisecond");
    }
  }

  /** At this {@code host:port} of rank 0; as its only rank, unless {@link #rank(int)} and {@link #ranks(int)} say otherwise. */
  public static Rendezvous at(String place) {
    int colon = place.lastIndexOf(':');
    String host = colon < 0 ? "" : place.substring(0, colon);
    boolean isBracketed = host.startsWith("[") && host.endsWith("]");
    if (colon < 0 || host.contains(":") != isBracketed) {
      throw new IllegalArgumentException("rendezvous '" + place
          + "': host:port is expected, as in 10.0.0.1:29500, node1:29500 or [fd00::1]:29500");
    }
    return new Rendezvous(
        isBracketed ? host.substring(1, host.length() - 1) : host,
        number("the rendezvous' port", place.substring(colon + 1)),
        0,
        1,
        STANDARD_TIMEOUT,
        null,
        System.getenv("GLOO_SOCKET_IFNAME"),
        Wording.JAVA);
  }

  /**
   * As PyTorch's launchers tell it to the processes that they start: {@code MASTER_ADDR}, {@code MASTER_PORT}, {@code RANK}, {@code
   * WORLD_SIZE}, and {@code GLOO_SOCKET_IFNAME} if it is there.
   *
   * @param environment {@link System#getenv()}
   * @throws IllegalArgumentException if one is missing or no number
   */
  public static Rendezvous fromEnvironment(Map<String, String> environment) {
    if ("True".equalsIgnoreCase(environment.get("TORCHELASTIC_USE_AGENT_STORE"))) {
      throw new IllegalArgumentException(
          "TORCHELASTIC_USE_AGENT_STORE is True: torchrun itself listens at MASTER_PORT, where rank 0 is to; start it with"
              + " TORCH_DISABLE_SHARE_RDZV_TCP_STORE=1 in its environment");
    }
    return new Rendezvous(
        variable(environment, "MASTER_ADDR"),
        number("MASTER_PORT", variable(environment, "MASTER_PORT")),
        number("RANK", variable(environment, "RANK")),
        number("WORLD_SIZE", variable(environment, "WORLD_SIZE")),
        STANDARD_TIMEOUT,
        null,
        environment.get("GLOO_SOCKET_IFNAME"),
        Wording.JAVA);
  }

  private static String variable(Map<String, String> environment, String name) {
    String value = environment.get(name);
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          name
              + " is not in the environment: MASTER_ADDR, MASTER_PORT, RANK and WORLD_SIZE say where ranks meet, as torchrun sets them");
    }
    return value.strip();
  }

  private static int number(String name, String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(name + " is '" + text + "': a number is expected", e);
    }
  }

  /** Which process this is, from 0. */
  public Rendezvous rank(int rank) {
    return Copy.of(this, "rank", rank);
  }

  /** How many there are. */
  public Rendezvous ranks(int ranks) {
    return Copy.of(this, "ranks", ranks);
  }

  /** How long ranks wait for each other, to meet and in each exchange; default 10 minutes. */
  public Rendezvous timeout(Duration timeout) {
    return Copy.of(this, "timeout", timeout);
  }

  /** This machine's address by which the others reach it. */
  public Rendezvous address(String address) {
    return Copy.of(this, "address", address);
  }

  /** The network interface by whose address the others reach this machine, such as {@code eth0}. */
  public Rendezvous networkInterface(String networkInterface) {
    return Copy.of(this, "networkInterface", networkInterface);
  }

  /** How its settings are called where its user gives them, if that is not in Java. */
  public Rendezvous wording(Wording wording) {
    return Copy.of(this, "wording", wording);
  }

  /**
   * Waits for the others and connects to them.
   *
   * @throws RankException if they do not come in time, cannot compute together or cannot be reached
   * @throws IllegalArgumentException if the rank is none of so many
   */
  public ProcessGroup join() {
    return join(null);
  }

  /**
   * Rank 0 waits for the others behind a door that it has opened, and told them of; it is closed when they have met, or cannot.
   *
   * @throws RankException if they do not come in time, cannot compute together or cannot be reached
   */
  public ProcessGroup joinBehind(Door door) {
    if (rank != 0) {
      throw new IllegalArgumentException("rank " + rank + " has a door: only rank 0 is come to");
    }
    try (door) {
      return join(door);
    }
  }

  private ProcessGroup join(@Nullable Door door) {
    if (rank >= ranks) {
      throw new IllegalArgumentException(
          "rank " + rank + " of " + ranks + " ranks: it must lie between 0 and " + (ranks - 1)
              + " (RANK and WORLD_SIZE for torchrun)");
    }
    Engine.check();
    if (ranks == 1) {
      return LocalGroups.of(1).get(0);
    }
    Limit limit = Limit.in(timeout);
    return rank == 0 ? receive(limit, door) : arrive(limit);
  }

  private ProcessGroup receive(Limit limit, @Nullable Door opened) {
    String chosen = chosenAddress();
    Presence first = Presence.of(this, chosen == null ? "" : chosen, chosen != null, limit);
    RollCall call = new RollCall(this, first, limit);
    List<RollCall.Guest> guests;
    try (Door door = opened == null ? Door.open(host, port) : opened) {
      door.admit(call::hear);
      guests = call.complete();
    }
    List<Presence> others = guests.stream().map(RollCall.Guest::presence).toList();
    Announced announced = Announced.of(
        first, others, guests.stream().map(guest -> guest.line().near()).toList(), wording);
    announced.objection().ifPresent(call::refuse);
    Gloo.Store store = table(call);
    Roll roll = new Roll(
        IntStream.range(0, ranks)
            .mapToObj(each -> new Roll.Member(
                (each == 0 ? first : others.get(each - 1)).host(),
                announced.addresses().get(each)))
            .toList(),
        store.port());
    return connected(() -> store, roll, call.begin(roll));
  }

  private static Gloo.Store table(RollCall call) {
    try {
      return Gloo.Store.serve(CONNECTING);
    } catch (EngineException e) {
      call.refuse("rank 0 cannot serve the table in which ranks find each other's sockets ("
          + e.getMessage() + "): see what limits its sockets and threads, and start all again");
      throw e;
    }
  }

  private ProcessGroup arrive(Limit limit) {
    String chosen = chosenAddress();
    Arrival arrival = new Arrival(this, limit);
    Line line = arrival.connect();
    try {
      String near = line.near().getHostAddress();
      Roll roll = arrival.report(
          line, Presence.of(this, chosen == null ? near : chosen, chosen != null, limit));
      return connected(
          () -> Gloo.Store.at(line.far().getHostAddress(), roll.storePort(), CONNECTING),
          roll,
          new Witness(line, rank));
    } catch (RuntimeException e) {
      line.close();
      throw e;
    }
  }

  private ProcessGroup connected(Supplier<Gloo.Store> store, Roll roll, Consensus consensus) {
    try {
      Gloo gloo = Gloo.connect(store.get(), rank, ranks, roll.address(rank), CONNECTING);
      return new GlooGroup(this, roll, gloo, consensus);
    } catch (EngineException e) {
      consensus.leave(Absence.Kind.UNCONNECTED);
      throw new RankException(
          "the ranks have met, but rank " + rank + " cannot connect to all others ("
              + e.getMessage()
              + "); " + roll
              + ": name with " + wording.address()
              + " on each machine an address that the others reach, and let a firewall pass",
          e);
    }
  }

  private @Nullable String chosenAddress() {
    if (address != null) {
      return LocalAddress.named(address);
    }
    return networkInterface == null || networkInterface.isBlank()
        ? null
        : LocalAddress.ofInterface(networkInterface);
  }

  /** {@code host:port}. */
  String place() {
    return place(host, port);
  }

  static String place(String host, int port) {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
