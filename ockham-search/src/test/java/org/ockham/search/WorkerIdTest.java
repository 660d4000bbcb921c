package org.ockham.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class WorkerIdTest {

  @BeforeAll
  static void onLinux() {
    assumeFalse(WorkerId.SELF.machine().isEmpty(), "this system does not tell its processes apart");
  }

  @Test
  void thisProcessLivesAndOneThatStartedAtAnotherTickUnderItsNumberDoesNot() {
    WorkerId self = WorkerId.SELF;
    assertThat(self.ticks()).isPositive();
    assertThat(WorkerId.dead(self.text())).isFalse();
    assertThat(WorkerId.dead(new WorkerId(self.machine(), self.process(), self.ticks() - 1).text()))
        .isTrue();
    assertThat(WorkerId.dead(new WorkerId("elsewhere", self.process(), 1).text()))
        .isFalse();
  }

  @Test
  void aProcessThatEndedIsDead() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    assertThat(WorkerId.dead(new WorkerId(WorkerId.SELF.machine(), process.pid(), 1).text()))
        .isTrue();
  }

  @Test
  void whatIsNoNameSaysNothing() {
    String machine = WorkerId.SELF.machine();
    for (Object text : List.of("", 7, "a/b/c", machine + "/x/t1", machine + "/1/2", machine)) {
      assertThat(WorkerId.dead(text)).isFalse();
    }
    assertThat(WorkerId.dead(null)).isFalse();
  }
}
