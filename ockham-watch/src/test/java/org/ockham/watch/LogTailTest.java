package org.ockham.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogTailTest {

  @TempDir
  private Path folder;

  private String tail(String text) throws IOException {
    return LogTail.of(Files.writeString(folder.resolve("log.txt"), text));
  }

  private static String lines(int from, int to) {
    return IntStream.rangeClosed(from, to)
        .mapToObj(i -> "line " + i)
        .collect(Collectors.joining("\n"));
  }

  @Test
  @DisplayName("A log is shown from its end, in whole lines, and says where something is left out")
  void end() throws IOException {
    assertThat(LogTail.of(folder.resolve("none"))).isEmpty();
    assertThat(tail("")).isEmpty();
    assertThat(tail("half a li")).isEmpty();
    assertThat(tail("one\ntwo\nhalf a li")).isEqualTo("one\ntwo");
    assertThat(tail(lines(1, 200) + "\n")).isEqualTo(lines(1, 200));
    assertThat(tail(lines(1, 201) + "\n")).isEqualTo("…\n" + lines(2, 201));
    assertThat(tail(lines(1, 100_000) + "\nhalf")).isEqualTo("…\n" + lines(99_801, 100_000));
    assertThat(tail("x".repeat(100_000) + "\n" + "ü".repeat(20_000) + "\n"))
        .isEqualTo("…\n" + "ü".repeat(20_000));
  }
}
