package org.ockham.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StopRequestTest {

  @TempDir
  private Path folder;

  @Test
  @DisplayName("It reaches whoever has the directory, and nobody who comes later")
  void isHeardOnce() throws InterruptedException {
    Path place = folder.resolve("run");
    CountDownLatch heard = new CountDownLatch(1);
    try (OutputDirectory directory = OutputDirectory.at(place)) {
      directory.claim();
      directory.onStop(heard::countDown);
      StopRequest.leave(place);
      assertThat(heard.await(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(place.resolve(StopRequest.FILE)).doesNotExist();
  }

  @Test
  @DisplayName("One that nobody heard is no file of the work's, and does not end the next")
  void isForgotten() {
    Path place = folder.resolve("run");
    try (OutputDirectory directory = OutputDirectory.at(place)) {
      directory.claim();
      StopRequest.leave(place);
      assertThat(directory.files()).isEmpty();
    }
    assertThat(place.resolve(StopRequest.FILE)).exists();
    try (OutputDirectory next = OutputDirectory.at(place)) {
      next.claim();
      assertThat(place.resolve(StopRequest.FILE)).doesNotExist();
    }
  }

  @Test
  @DisplayName("Where it cannot be left, that is told in a sentence")
  void cannotBeLeft() {
    assertThatThrownBy(() -> StopRequest.leave(folder.resolve("none")))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("none");
  }
}
