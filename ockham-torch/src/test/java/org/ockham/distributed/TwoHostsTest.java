package org.ockham.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Ranks on two hosts with a cable between them, which is pulled out: network namespaces, made for the test and gone after it. Only the
 * superuser of a Linux machine may make them.
 */
@Tag("cluster")
final class TwoHostsTest {

  private static final String A = "ockham-a-" + ProcessHandle.current().pid();
  private static final String B = "ockham-b-" + ProcessHandle.current().pid();

  @BeforeEach
  void layTheCable() throws Exception {
    assumeTrue(
        run("ip netns add " + A), "network namespaces cannot be made here: no ip, or no right");
    assumeTrue(
        run("ip netns add " + B)
            && run("ip -n " + A + " link add card type veth peer name card netns " + B)
            && run("ip -n " + A + " address add 10.77.0.1/24 dev card")
            && run("ip -n " + B + " address add 10.77.0.2/24 dev card"),
        "network namespaces, but no cables between them");
    for (String host : List.of(A, B)) {
      assertThat(run("ip -n " + host + " link set lo up")).isTrue();
      assertThat(run("ip -n " + host + " link set card up")).isTrue();
    }
  }

  @AfterEach
  void removeTheHosts() throws Exception {
    run("ip netns delete " + A);
    run("ip netns delete " + B);
  }

  @Test
  @DisplayName("A rank that is cut off is named on its own side and on the other, within the limit")
  void namesWhoIsCutOff() throws Exception {
    // Rank 1 reaches rank 0 by a loopback address, and still must announce none.
    try (RankProcess zero = start(A, "0 10.77.0.1:29577 3 4000 -1");
        RankProcess one = start(A, "1 127.0.0.1:29577 3 4000 -1");
        RankProcess two = start(B, "2 10.77.0.1:29577 3 4000 -1")) {
      List<RankProcess> all = List.of(zero, one, two);
      for (RankProcess each : all) {
        each.await(RankProgram.READY);
      }
      for (RankProcess each : all) {
        each.go();
      }
      for (RankProcess each : all) {
        each.await(RankProgram.EXCHANGING);
      }
      assertThat(run("ip -n " + A + " link set card down")).isTrue();
      String silent = zero.await(RankProgram.ENDED);
      assertThat(silent).startsWith("rank 2 of 3 (on ").contains(") did not answer within 4 s: ");
      assertThat(one.await(RankProgram.ENDED)).isEqualTo(silent);
      assertThat(two.await(RankProgram.ENDED))
          .startsWith("rank 0 of 3 (on ")
          .contains(") did not answer within 4 s: ");
      for (RankProcess each : all) {
        assertThat(each.status()).isZero();
      }
    }
  }

  private static RankProcess start(String host, String arguments) throws IOException {
    return new RankProcess(List.of("ip", "netns", "exec", host), arguments.split(" "));
  }

  private static boolean run(String command) throws InterruptedException {
    try {
      Process process =
          new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 && said.isEmpty();
    } catch (IOException e) {
      return false;
    }
  }
}
