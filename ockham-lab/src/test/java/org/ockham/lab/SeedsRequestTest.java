package org.ockham.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SeedsRequestTest {

  @TempDir
  private Path folder;

  @Test
  @DisplayName("What is asked for twice is asked for together, and taken once")
  void adds() {
    assertThat(SeedsRequest.left(folder)).isZero();
    assertThat(SeedsRequest.leave(folder, 2)).isEqualTo(2);
    assertThat(SeedsRequest.leave(folder, 3)).isEqualTo(5);
    assertThat(SeedsRequest.left(folder)).isEqualTo(5);
    assertThat(SeedsRequest.take(folder)).isEqualTo(5);
    assertThat(SeedsRequest.take(folder)).isZero();
  }

  @Test
  @DisplayName("No seeds, too many and what is no number of them are refused or nothing")
  void refuses() throws IOException {
    for (int none : new int[] {Integer.MIN_VALUE, 0, 1001, Integer.MAX_VALUE}) {
      assertThatThrownBy(() -> SeedsRequest.leave(folder, none))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("more seeds is " + none + ": it must lie between 1 and 1000");
    }
    SeedsRequest.leave(folder, 1000);
    assertThatThrownBy(() -> SeedsRequest.leave(folder, 1))
        .isInstanceOf(IllegalArgumentException.class);
    for (String text : new String[] {"", "many", "-3", "99999999999"}) {
      Files.writeString(folder.resolve(SeedsRequest.FILE), text);
      assertThat(SeedsRequest.left(folder)).as(text).isZero();
    }
    assertThatThrownBy(() -> SeedsRequest.leave(folder.resolve("none"), 1))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("none");
  }

  @Test
  @DisplayName("It is no file of the work's, and is not taken up by work that comes later")
  void isForgotten() {
    Path place = folder.resolve("compared");
    try (OutputDirectory directory = OutputDirectory.at(place)) {
      directory.claim();
      SeedsRequest.leave(place, 2);
      assertThat(directory.files()).isEmpty();
    }
    SeedsRequest.leave(place, 2);
    try (OutputDirectory next = OutputDirectory.at(place)) {
      next.claim();
      assertThat(SeedsRequest.left(place)).isZero();
    }
  }
}
