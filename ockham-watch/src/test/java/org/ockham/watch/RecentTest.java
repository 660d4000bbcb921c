package org.ockham.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.board.EventWriter;
import org.ockham.lab.report.Page;

final class RecentTest {

  @TempDir
  private Path folder;

  private List<Watched> watched(int runs) throws IOException {
    for (int i = 0; i < runs; i++) {
      Made.log(Made.run(folder.resolve("run" + i), "mnist"), 10, 0.5, 0.75);
    }
    Path events = folder.resolve("events");
    try (EventWriter writer = EventWriter.in(events)) {
      writer.scalar("loss", 5, 0.25);
    }
    try (Stream<Path> files = Files.list(events)) {
      for (Path file :
          files.toList()) { // what has changed just now may change again unseen, and is read anew
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(3600)));
      }
    }
    Path comparison = Made.comparison(folder.resolve("compared"), "plain", "dropout", 3);
    Made.finish(comparison, 0, "plain", 0, 0.9);
    Made.study(folder.resolve("study.db"), "search", "x", 3);
    List<Watched> all = new ArrayList<>(Watch.of(List.of(folder.toString())).all());
    // Runs last: nothing is found out of them beside their pages.
    all.sort(Comparator.comparing(Watched::kind));
    Collections.rotate(
        all, (int) all.stream().filter(each -> each.kind().equals("study")).count());
    return all;
  }

  @Test
  @DisplayName("What was looked at before the last few is let go, and read anew where it is again")
  void letsGo() throws IOException, InterruptedException {
    List<Watched> all = watched(Recent.KEPT);
    Recent recent = new Recent();
    List<WeakReference<Page>> pages = new ArrayList<>();
    for (Watched each : all) {
      pages.add(new WeakReference<>(recent.shown(each, Watched::page)));
    }
    int gone = all.size() - Recent.KEPT;
    assertThat(gone).isEqualTo(3);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (pages.subList(0, gone).stream().anyMatch(page -> page.get() != null)
        && System.nanoTime() < end) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(pages.subList(0, gone)).allMatch(page -> page.get() == null);
    Page last = pages.get(all.size() - 1).get();
    assertThat(last).isNotNull().isSameAs(all.get(all.size() - 1).page());
    for (Watched each : all) {
      Page before = each.page();
      assertThat(recent.shown(each, Watched::page).facts()).isEqualTo(before.facts());
      each.forget();
      assertThat(recent.shown(each, Watched::page).facts()).isEqualTo(before.facts());
    }
  }

  @Test
  @DisplayName("Where memory is short all else is let go; if it still is, a sentence says so")
  void isShort() throws IOException {
    Watched run = watched(1).stream()
        .filter(each -> each.name().equals("run0"))
        .findFirst()
        .orElseThrow();
    Recent recent = new Recent();
    AtomicInteger asked = new AtomicInteger();
    assertThat(recent.<String>shown(run, each -> {
          if (asked.incrementAndGet() == 1) {
            throw new OutOfMemoryError("made for a test");
          }
          return "all of it";
        }))
        .isEqualTo("all of it");
    assertThatThrownBy(() -> recent.shown(run, each -> {
          throw new OutOfMemoryError("made for a test");
        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The run run0 takes more memory than there is: start again with more, as with OCKHAM_JAVA_OPTS=-Xmx1g.");
  }
}
