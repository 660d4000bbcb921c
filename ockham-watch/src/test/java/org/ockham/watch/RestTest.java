package org.ockham.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RestTest {

  @TempDir
  private Path folder;

  @Test
  @DisplayName(
      "Who changes all the time is told of less often after a few words, and at once again after a pause")
  void growsInARow() {
    List<Long> rests = new ArrayList<>();
    long now = Long.MAX_VALUE - 3 * Rest.SHORT; // where the clock turns over
    Rest rest = Rest.after(null, now);
    for (int i = 0; i <= Rest.FEW; i++) {
      rests.add(rest.until() - now);
      assertThat(rest.isOver(now)).isFalse();
      now = rest.until();
      assertThat(rest.isOver(now)).isTrue();
      rest = Rest.after(rest, now);
    }
    assertThat(rests)
        .startsWith(
            LongStream.generate(() -> Rest.SHORT).limit(Rest.FEW).boxed().toArray(Long[]::new))
        .endsWith(Rest.LONG);
    assertThat(rest.until() - now).isEqualTo(Rest.LONG);
    assertThat(Rest.first(now)).isEqualTo(new Rest(now + Rest.SHORT, 1));
  }

  @Test
  @DisplayName(
      "A file that was just written may hide another change, but shows none when it has settled")
  void settles() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "a");
    Instant hour =
        Instant.now().plusSeconds(3600); // neither now nor ever in the course of this test
    Files.setLastModifiedTime(file, FileTime.from(hour));
    Stamp settled = Stamp.settled(file);
    assertThat(Stamp.settled(file)).isEqualTo(settled);
    Stamp fresh = new Stamp(settled.text(), 17);
    assertThat(settled).isNotEqualTo(fresh);
    assertThat(settled.shows(fresh)).isFalse();
    Files.writeString(file, "ab");
    assertThat(Stamp.of(file).shows(fresh)).isTrue();
  }
}
