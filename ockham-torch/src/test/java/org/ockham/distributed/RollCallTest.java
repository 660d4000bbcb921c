package org.ockham.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class RollCallTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private static Presence presence(int rank) {
    return new Presence(rank, 2, "1", "2", "3", "node" + rank, "127.0.0.1", false, MINUTE);
  }

  @Test
  @DisplayName("Who has come and cannot connect is not said to have left of its own accord")
  void cannotConnect() throws Exception {
    Rendezvous meeting = Rendezvous.at("127.0.0.1:29500").ranks(2);
    RollCall call = new RollCall(meeting, presence(0), Limit.in(MINUTE));
    Roll roll = new Roll(
        List.of(new Roll.Member("node0", "127.0.0.1"), new Roll.Member("node1", "127.0.0.1")),
        29501);
    try (ServerSocket door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Line theirs = new Line(new Socket(door.getInetAddress(), door.getLocalPort()));
        Line ours = new Line(door.accept())) {
      Thread hearing = new Thread(() -> call.hear(ours));
      hearing.start();
      assertThat(theirs.greet((int) MINUTE.toMillis())).isTrue();
      theirs.say(presence(1)::write);
      assertThat(call.complete()).hasSize(1);
      Judge judge = call.begin(roll);
      new Witness(theirs, 1).leave(Absence.Kind.UNCONNECTED);
      hearing.join();
      Absence verdict = judge.on(new Absence(1, Absence.Kind.GONE));
      assertThat(verdict.sentence(roll, MINUTE, Wording.JAVA))
          .isEqualTo("rank 1 of 2 (on node1) has met the others, but could not connect to all of"
              + " them: see what it said, and start all ranks again");
    }
  }
}
