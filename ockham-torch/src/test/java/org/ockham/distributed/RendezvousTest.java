package org.ockham.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RendezvousTest {

  private final int port = FreePort.any();
  private final Rendezvous here = Rendezvous.at("127.0.0.1:" + port).timeout(Duration.ofMinutes(1));

  // ---------------------------------------------------------------- settings

  @Test
  void readsPlaces() {
    assertThat(Rendezvous.at("node1:29500").host()).isEqualTo("node1");
    assertThat(Rendezvous.at("[fd00::1]:29500").host()).isEqualTo("fd00::1");
    assertThat(Rendezvous.at("[fd00::1]:29500").place()).isEqualTo("[fd00::1]:29500");
    for (String wrong : List.of("node1", "fd00::1:29500", "")) {
      assertThatThrownBy(() -> Rendezvous.at(wrong))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("rendezvous '" + wrong + "': host:port is expected");
    }
    assertThatThrownBy(() -> Rendezvous.at("node1:http"))
        .hasMessage("the rendezvous' port is 'http': a number is expected");
    assertThatThrownBy(() -> Rendezvous.at("node1:70000"))
        .hasMessage("port is 70000: it must lie between 1 and 65535");
    assertThatThrownBy(() -> Rendezvous.at(":29500"))
        .hasMessageStartingWith("the rendezvous has no host");
    assertThatThrownBy(() -> here.rank(-1)).hasMessage("rank is -1: it must be at least 0");
    assertThatThrownBy(() -> here.timeout(Duration.ZERO)).hasMessageStartingWith("timeout is PT0S");
    assertThatThrownBy(() -> here.rank(2).ranks(2).join())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("rank 2 of 2 ranks: it must lie between 0 and 1");
  }

  @Test
  @DisplayName("torchrun's environment is understood, and what is wrong in it named")
  void readsTheEnvironment() {
    Map<String, String> environment = new TreeMap<>(Map.of(
        "MASTER_ADDR",
        "node1",
        "MASTER_PORT",
        "29500",
        "RANK",
        "2",
        "WORLD_SIZE",
        "4",
        "GLOO_SOCKET_IFNAME",
        "eth1"));
    Rendezvous read = Rendezvous.fromEnvironment(environment);
    assertThat(read)
        .isEqualTo(Rendezvous.at("node1:29500").rank(2).ranks(4).networkInterface("eth1"));
    for (String name : List.of("MASTER_ADDR", "MASTER_PORT", "RANK", "WORLD_SIZE")) {
      Map<String, String> lacking = new TreeMap<>(environment);
      lacking.remove(name);
      assertThatThrownBy(() -> Rendezvous.fromEnvironment(lacking))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith(name + " is not in the environment");
      if (!name.equals("MASTER_ADDR")) {
        lacking.put(name, "two");
        assertThatThrownBy(() -> Rendezvous.fromEnvironment(lacking))
            .hasMessage(name + " is 'two': a number is expected");
      }
    }
    environment.put("TORCHELASTIC_USE_AGENT_STORE", "True");
    assertThatThrownBy(() -> Rendezvous.fromEnvironment(environment))
        .hasMessageContaining("TORCH_DISABLE_SHARE_RDZV_TCP_STORE=1");
  }

  @Test
  void oneRankNeedsNobody() {
    try (ProcessGroup alone = here.join()) {
      assertThat(alone.size()).isEqualTo(1);
      assertThat(alone.allGather(new byte[] {3})).containsExactly(new byte[] {3});
    }
  }

  @Test
  @DisplayName("Who has time for months may wait as long")
  void waitsForMonths() {
    Rendezvous patient = here.ranks(2).timeout(Duration.ofDays(100));
    List<CompletableFuture<ProcessGroup>> joining =
        List.of(joining(patient.rank(0)), joining(patient.rank(1)));
    joining.forEach(each -> each.join().close());
  }

  @Test
  @DisplayName(
      "Rank 0 may open its door first, at a port that nobody named, and then say where; who has gone is a loss")
  void behindADoor() throws Exception {
    try (Door door = Door.at("127.0.0.1")) {
      assertThat(door.place()).startsWith("127.0.0.1:");
      Rendezvous told = Rendezvous.at(door.place()).ranks(2).timeout(Duration.ofMinutes(1));
      CompletableFuture<ProcessGroup> second = joining(told.rank(1));
      try (ProcessGroup zero = told.joinBehind(door);
          ProcessGroup one = second.join()) {
        assertThat(zero.size()).isEqualTo(2);
        one.close();
        assertThatThrownBy(() -> zero.allGather(new byte[0]))
            .isInstanceOfSatisfying(
                RankException.class, gone -> assertThat(gone.isLoss()).isTrue());
      }
      assertThatThrownBy(() -> told.rank(1).joinBehind(door))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("rank 1 has a door: only rank 0 is come to");
    }
    assertThatThrownBy(
            () -> here.rank(1).ranks(2).timeout(Duration.ofMillis(100)).join())
        .isInstanceOfSatisfying(
            RankException.class, refused -> assertThat(refused.isLoss()).isFalse());
  }

  // ---------------------------------------------------------------- who does not come

  @Test
  @DisplayName("All that came are told who is missing, when the first of them may wait no longer")
  void namesTheMissing() throws Exception {
    CompletableFuture<String> first = refusal(here.rank(0).ranks(4));
    knock().close(); // it is there: who waits for a second finds it
    CompletableFuture<String> third = refusal(here.rank(2).ranks(4).timeout(Duration.ofSeconds(1)));
    assertThat(first.join())
        .isEqualTo("ranks 1, 3 of 4 did not come to 127.0.0.1:" + port
            + " within 1 min: start all ranks from 0 to 3 with this address, see what the missing ones said,"
            + " or allow more time with timeout(…)")
        .isEqualTo(third.join());
  }

  @Test
  void rankZeroIsMissing() {
    assertThat(refusal(here.rank(1).ranks(2).timeout(Duration.ofMillis(300))).join())
        .startsWith("rank 0 of 2 was not found at 127.0.0.1:" + port + " by rank 1 (on ")
        .contains(") within 0.3 s (Connection refused): start rank 0 on that host");
  }

  @Test
  void aHostThatMeansNothing() {
    Rendezvous nowhere = Rendezvous.at("nowhere.invalid:29500").ranks(2);
    for (int rank = 0; rank < 2; rank++) {
      assertThat(refusal(nowhere.rank(rank)).join())
          .startsWith("host 'nowhere.invalid' cannot be resolved by ")
          .endsWith(": name rank 0's machine by an address, or by a name that all machines know");
    }
  }

  @Test
  void aPortThatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(refusal(Rendezvous.at("127.0.0.1:" + taken.getLocalPort()).ranks(2))
              .join())
          .startsWith("port " + taken.getLocalPort() + " of ")
          .contains("cannot be had for rank 0")
          .endsWith("name another port to all ranks");
    }
  }

  @Test
  @DisplayName("A server of another kind is not taken for rank 0")
  void aStrangerInRankZerosPlace() throws IOException {
    try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> answer(stranger));
      Rendezvous meeting = Rendezvous.at("127.0.0.1:" + stranger.getLocalPort()).ranks(2);
      assertThat(refusal(meeting.rank(1).timeout(Duration.ofSeconds(2))).join())
          .contains("(what listens there is no rank of this version of Ockham)");
      stranger.close();
      answering.join();
    }
  }

  /** As a web server does, until it is closed. */
  private static void answer(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        socket
            .getOutputStream()
            .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        // closed, or who asked has gone
      }
    }
  }

  @Test
  @DisplayName("What knocks at the door without being a rank is not counted")
  void strangersAtTheDoor() throws Exception {
    CompletableFuture<ProcessGroup> first = joining(here.rank(0).ranks(2));
    for (String nonsense : List.of("GET / HTTP/1.1\r\n\r\n", "", "\0\16ockham ranks 1ab")) {
      try (Socket socket = knock()) {
        socket.getOutputStream().write(nonsense.getBytes(StandardCharsets.ISO_8859_1));
      }
    }
    try (ProcessGroup second = joining(here.rank(1).ranks(2)).join();
        ProcessGroup zero = first.join()) {
      assertThat(second.size()).isEqualTo(2);
      assertThat(zero.rank()).isZero();
    }
  }

  private Socket knock() throws Exception {
    for (int tries = 0; true; tries++) {
      try {
        return new Socket(InetAddress.getLoopbackAddress(), port);
      } catch (IOException e) {
        if (tries == 600) {
          throw e;
        }
        Thread.sleep(50);
      }
    }
  }

  // ---------------------------------------------------------------- who does not fit

  @Test
  void aRankThatComesTwice() {
    List<CompletableFuture<String>> all = List.of(
        refusal(here.rank(0).ranks(3)),
        refusal(here.rank(1).ranks(3)),
        refusal(here.rank(1).ranks(3)));
    assertThat(all)
        .allSatisfy(one -> assertThat(one.join())
            .startsWith("rank 1 came twice, from ")
            .endsWith(": give each process a rank of its own, from 0 to 2"));
  }

  @Test
  void anotherNumberOfRanks() {
    List<CompletableFuture<String>> all =
        List.of(refusal(here.rank(0).ranks(3)), refusal(here.rank(3).ranks(4)));
    assertThat(all)
        .allSatisfy(one -> assertThat(one.join())
            .startsWith("rank 3 (on ")
            .contains(") was started as one of 4 ranks, rank 0 (on ")
            .endsWith(" as one of 3: start all with the same number"));
  }

  @Test
  @DisplayName("Ranks whose bits would differ are refused with both values")
  void otherBits() {
    Presence first = presence(0, "1.0", "2.13 for linux", "AVX2, OpenBLAS (Haswell)");
    assertThat(presence(1, "1.0", "2.13 for linux", "AVX2, OpenBLAS (Haswell)").objection(first))
        .isEmpty();
    assertThat(presence(1, "1.1", "2.13 for linux", "AVX2, OpenBLAS (Haswell)").objection(first))
        .contains(
            "rank 1 (on node1) is Ockham 1.1, rank 0 (on node0) is Ockham 1.0: install the same version on all hosts");
    assertThat(presence(1, "1.0", "2.12 for linux", "AVX2, OpenBLAS (Haswell)").objection(first))
        .contains(
            "rank 1 (on node1) computes with libtorch 2.12 for linux, rank 0 (on node0) with 2.13 for linux:"
                + " they round otherwise; use the same on all hosts");
    assertThat(
            presence(1, "1.0", "2.13 for linux", "AVX512, OpenBLAS (SkylakeX)").objection(first))
        .contains(
            "rank 1 (on node1) computes with the kernels AVX512, OpenBLAS (SkylakeX), rank 0 (on node0) with"
                + " AVX2, OpenBLAS (Haswell): they round otherwise; set ATEN_CPU_CAPABILITY, ONEDNN_MAX_CPU_ISA and"
                + " OPENBLAS_CORETYPE alike on all hosts");
  }

  private static Presence presence(int rank, String version, String engine, String kernels) {
    return new Presence(
        rank, 2, version, engine, kernels, "node" + rank, "10.0.0.1", false, Duration.ofMinutes(1));
  }

  // ---------------------------------------------------------------- addresses

  @Test
  void addressesOfThisMachineAreTaken() throws Exception {
    String loopback = NetworkInterface.getByInetAddress(
            InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))
        .getName();
    List<CompletableFuture<ProcessGroup>> joining = List.of(
        joining(here.rank(0).ranks(2).address("127.0.0.1")),
        joining(here.rank(1).ranks(2).networkInterface(loopback + ",eth9")));
    for (ProcessGroup group : joining.stream().map(CompletableFuture::join).toList()) {
      group.close();
    }
    assertThat(refusal(here.ranks(2).address("192.0.2.77")).join())
        .startsWith("address 192.0.2.77 is not one of ")
        .contains("'s: it has ")
        .contains("127.0.0.1");
    assertThat(refusal(here.ranks(2).networkInterface("wan7")).join())
        .startsWith("network interface 'wan7' of ")
        .contains(" is not there or has no address: set GLOO_SOCKET_IFNAME to one of ")
        .contains(loopback + " (");
  }

  @Test
  @DisplayName("On one machine loopback works; with several it is never announced")
  void announcesNoLoopbackToOtherMachines() throws Exception {
    assertThat(announced(from("127.0.0.1", "127.0.0.1"), from("127.0.1.1", "127.0.1.1"))
            .addresses())
        .containsExactly("127.0.0.1", "127.0.0.1", "127.0.1.1");
    // rank 1 is on rank 0's machine, whose name means 127.0.1.1 there, rank 2 on another
    assertThat(announced(from("127.0.1.1", "127.0.1.1"), from("10.0.0.2", "10.0.0.1"))
            .addresses())
        .containsExactly("10.0.0.1", "10.0.0.1", "10.0.0.2");
  }

  @Test
  @DisplayName("Where no address is right for all, it is said how to name one")
  void objectsToAddresses() throws Exception {
    assertThat(announced(from("10.0.0.2", "10.0.0.1"), from("10.1.0.2", "10.1.0.1"))
            .objection())
        .contains(
            "rank 0 (on node0) is reached by several addresses, 10.0.0.1 by rank 1, 10.1.0.1 by rank 2:"
                + " say with address(…) or GLOO_SOCKET_IFNAME at rank 0 which of them all can reach");
    Presence chosen =
        new Presence(1, 3, "1", "2", "3", "node1", "127.0.0.1", true, Duration.ofMinutes(1));
    assertThat(Announced.of(
                presence(0, "1", "2", "3"),
                List.of(chosen),
                List.of(InetAddress.getByName("10.0.0.1")),
                Wording.JAVA)
            .objection())
        .contains(
            "rank 1 (on node1) is to announce 127.0.0.1, a loopback address, where ranks on other machines cannot"
                + " reach it: name another with address(…) or GLOO_SOCKET_IFNAME");
  }

  private record From(String address, String reached) {}

  private static From from(String address, String reached) {
    return new From(address, reached);
  }

  private static Announced announced(From... others) throws Exception {
    Presence first = presence(0, "1", "2", "3");
    InetAddress[] reached = new InetAddress[others.length];
    Presence[] presences = new Presence[others.length];
    for (int i = 0; i < others.length; i++) {
      reached[i] = InetAddress.getByName(others[i].reached);
      presences[i] = new Presence(
          i + 1,
          3,
          "1",
          "2",
          "3",
          "node" + (i + 1),
          others[i].address,
          false,
          Duration.ofMinutes(1));
    }
    return Announced.of(first, Arrays.asList(presences), Arrays.asList(reached), Wording.JAVA);
  }

  // ----------------------------------------------------------------

  private static CompletableFuture<ProcessGroup> joining(Rendezvous meeting) {
    return CompletableFuture.supplyAsync(meeting::join, task -> new Thread(task).start());
  }

  /** What a rank says that does not come into a group. */
  private static CompletableFuture<String> refusal(Rendezvous meeting) {
    return joining(meeting).handle((group, failure) -> {
      if (group != null) {
        group.close();
        return "no refusal";
      }
      Throwable cause = failure.getCause();
      return cause instanceof RankException ? cause.getMessage() : cause.toString();
    });
  }
}
