package org.ockham.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.ockham.lab.LabException;

final class ReachTest {

  private static boolean allows(Reach reach, String header) {
    return reach.allows(reach.names(), header);
  }

  @Test
  @DisplayName(
      "On an address for others a name of the web's is refused, and what cannot be led elsewhere is not")
  void refusesNames() throws UnknownHostException {
    Reach all = new Reach("0.0.0.0", List.of("Watch.Example"));
    for (String right : List.of(
        "localhost:7007",
        "127.0.0.1",
        "192.0.2.7:7007",
        "[::1]:7007",
        "[2001:db8::7]",
        "watch.example",
        "WATCH.example:443",
        InetAddress.getLocalHost().getHostName() + ":7007")) {
      assertThat(allows(all, right)).as(right).isTrue();
    }
    for (String wrong : List.of(
        "evil.example",
        "evil.example:7007",
        "null",
        "",
        "1.2.3.4.evil.example",
        "7007",
        "dead.beef")) {
      assertThat(allows(all, wrong)).as(wrong).isFalse();
    }
  }

  @Test
  @DisplayName("On an address of this machine alone even others in digits are refused")
  void isLocal() {
    assertThat(allows(Reach.LOCAL, "localhost:1")).isTrue();
    assertThat(allows(Reach.LOCAL, "192.0.2.7")).isFalse();
    assertThat(allows(Reach.LOCAL, "evil.example")).isFalse();
    assertThat(allows(new Reach("localhost", List.of("watch.example")), "watch.example"))
        .isTrue();
  }

  @Test
  @DisplayName(
      "An address of version 6 stands in brackets, and that of all addresses is one that can be used")
  void isShown() {
    assertThat(new Reach("::1", List.of()).shown()).isEqualTo("[::1]");
    assertThat(new Reach("127.0.0.1", List.of()).shown()).isEqualTo("127.0.0.1");
    for (String every : Set.of("0.0.0.0", "::")) {
      assertThat(new Reach(every, List.of()).shown()).isNotIn("0.0.0.0", "[::]", "::");
    }
    assertThatThrownBy(() -> new Reach("no such machine", List.of()))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("there is no machine of this name");
  }
}
