package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WatchCommandTest {

  @TempDir
  private Path folder;

  @Test
  @DisplayName("It says where it is, and Ctrl-C ends it")
  void untilInterrupted() throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("runs"));
    try (Child child = Child.start(folder, List.of(), Map.of(), "watch", "--port", "0")) {
      child.await("watching runs at http://localhost:");
      child.interrupt();
      assertThat(child.code()).isEqualTo(Exit.INTERRUPTED.code());
      assertThat(child.output()).contains("interrupted: nothing is shown any more");
    }
  }

  @Test
  @DisplayName(
      "What is not there, a storage of no kind and a port that somebody has are told in a sentence")
  void refusals() throws IOException {
    Command none = Command.run("watch", folder.resolve("none"));
    assertThat(none.code()).isEqualTo(Exit.BAD_INPUT.code());
    assertThat(none.err()).contains("there is no such directory or file");

    Command unknown = Command.run("watch", "mysql://host/database");
    assertThat(unknown.code()).isEqualTo(Exit.USAGE.code());
    assertThat(unknown.err()).contains("storage scheme \"mysql\" is not known");

    Command port = Command.run("watch", folder, "--port", "70000");
    assertThat(port.code()).isEqualTo(Exit.USAGE.code());
    assertThat(port.err()).contains("--port is 70000, but must be between 0 and 65535");

    try (ServerSocket taken = new ServerSocket(0)) {
      Command second = Command.run("watch", folder, "--port", taken.getLocalPort());
      assertThat(second.code()).isEqualTo(Exit.ENVIRONMENT.code());
      assertThat(second.err())
          .contains("port " + taken.getLocalPort() + " of localhost cannot be had")
          .doesNotContain("\tat ");
    }
  }
}
