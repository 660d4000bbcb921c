package org.ockham.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class WorkerTest {

  @BeforeAll
  static void onLinux() {
    assumeFalse(Worker.SELF.machine().isEmpty(), "this system does not tell its processes apart");
  }

  @Test
  void thisProcessLivesAndOneThatStartedAtAnotherTickUnderItsNumberDoesNot() {
    Worker self = Worker.SELF;
    assertThat(self.ticks()).isPositive();
    assertThat(Worker.dead(self.text())).isFalse();
    assertThat(Worker.dead(new Worker(self.machine(), self.process(), self.ticks() - 1).text()))
        .isTrue();
    assertThat(Worker.dead(new Worker("elsewhere", self.process(), 1).text())).isFalse();
  }

  @Test
  void aProcessThatEndedIsDead() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    assertThat(Worker.dead(new Worker(Worker.SELF.machine(), process.pid(), 1).text()))
        .isTrue();
  }

  @Test
  void whatIsNoNameSaysNothing() {
    String machine = Worker.SELF.machine();
    for (Object text : List.of("", 7, "a/b/c", machine + "/x/t1", machine + "/1/2", machine)) {
      assertThat(Worker.dead(text)).isFalse();
    }
    assertThat(Worker.dead(null)).isFalse();
  }
}
