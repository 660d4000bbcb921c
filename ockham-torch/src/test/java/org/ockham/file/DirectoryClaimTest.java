package org.ockham.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DirectoryClaimTest {

  @TempDir
  Path folder;

  @Test
  void isTakenOnceUntilItIsClosed() throws IOException {
    DirectoryClaim first = DirectoryClaim.attempt(folder).orElseThrow();
    assertThat(DirectoryClaim.attempt(folder.resolve("."))).isEmpty();
    first.close();
    first.close();
    DirectoryClaim second = DirectoryClaim.attempt(folder).orElseThrow();
    assertThat(DirectoryClaim.attempt(folder)).isEmpty();
    second.close();
  }

  @Test
  void isSeenByWhoDoesNotTryToTakeIt() throws IOException {
    Optional<Boolean> before = DirectoryClaim.isHeld(folder);
    assumeTrue(before.isPresent(), "this system has no list of locks");
    assertThat(before).contains(false);
    DirectoryClaim claim = DirectoryClaim.attempt(folder).orElseThrow();
    assertThat(DirectoryClaim.isHeld(folder)).contains(true);
    claim.close();
    assertThat(DirectoryClaim.isHeld(folder)).contains(false);
  }

  @Test
  void onlyOneAtATimeWhoWaits() {
    AtomicInteger inside = new AtomicInteger();
    IntStream.range(0, 40).parallel().forEach(i -> {
      try (DirectoryClaim claim = DirectoryClaim.await(folder)) {
        assertThat(inside.incrementAndGet()).isEqualTo(1);
        inside.decrementAndGet();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }
}
