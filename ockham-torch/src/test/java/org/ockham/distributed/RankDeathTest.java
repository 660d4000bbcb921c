package org.ockham.distributed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What ranks say when one of them does not go on, and how their processes end. */
final class RankDeathTest {

  private static final int LIMIT_MILLIS = 4000;

  @Test
  @DisplayName(
      "One that hangs, one that is killed, one that ends: all others name it, and no process aborts")
  void allNameTheOneThatIsAbsent() throws Exception {
    String hanging = "127.0.0.1:" + FreePort.any() + " 3 " + LIMIT_MILLIS + " -1 ";
    String killed = "127.0.0.1:" + FreePort.any() + " 3 60000 -1 ";
    String ending = "127.0.0.1:" + FreePort.any() + " 2 60000 ";
    try (RankProcess zero = start("0 " + hanging + killed + ending + 20);
        RankProcess one = start("1 " + hanging + killed + ending + -1);
        RankProcess two = start("2 " + hanging + killed)) {
      List<RankProcess> all = List.of(zero, one, two);
      exchange(all);
      assumeTrue(two.signal("STOP"), "no signals here");
      String silent = zero.await(RankProgram.ENDED);
      assertThat(silent).startsWith("rank 2 of 3 (on ").contains(") did not answer within 4 s: ");
      assertThat(one.await(RankProgram.ENDED)).isEqualTo(silent);
      two.signal("CONT");
      assertThat(two.await(RankProgram.ENDED)).isEqualTo(silent);

      exchange(all);
      two.signal("KILL");
      String gone = zero.await(RankProgram.ENDED);
      assertThat(gone)
          .startsWith("rank 2 of 3 (on ")
          .contains(") is gone, its process ended or its connection broke: ");
      assertThat(one.await(RankProgram.ENDED)).isEqualTo(gone);

      exchange(List.of(zero, one));
      assertThat(one.await(RankProgram.ENDED)).startsWith("rank 0 of 2 (on ").contains(") is gone");
      assertThat(zero.status()).isZero();
      assertThat(one.status()).isZero();
    }
  }

  private static RankProcess start(String arguments) throws Exception {
    return new RankProcess(List.of(), arguments.split(" "));
  }

  private static void exchange(List<RankProcess> processes) throws Exception {
    for (RankProcess each : processes) {
      each.await(RankProgram.READY);
    }
    for (RankProcess each : processes) {
      each.go();
    }
    for (RankProcess each : processes) {
      each.await(RankProgram.EXCHANGING);
    }
  }
}
