package org.ockham.data.fetch;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressTest {

  private static void follow(Progress progress, long total) {
    try (Progress.Transfer transfer = progress.begin("file.gz", "host", 10, total)) {
      transfer.at(50);
      transfer.at(100);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {100, -1})
  void aBarAndALineTakeAnyLength(long total) {
    assertThatCode(() -> follow(TerminalProgress::bar, total)).doesNotThrowAnyException();
    assertThatCode(() -> follow(TerminalProgress::line, total)).doesNotThrowAnyException();
  }

  @Test
  void whoeverRunsTheTestsHasAStandardWay() {
    assertThatCode(() -> follow(Progress.standard(), 100)).doesNotThrowAnyException();
    assertThatCode(() -> follow(Progress.SILENT, 100)).doesNotThrowAnyException();
  }
}
