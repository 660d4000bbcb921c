package org.ockham.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.board.EventWriter;
import org.ockham.lab.LabException;
import org.ockham.search.storage.StorageException;

final class WatchTest {

  @TempDir
  private Path folder;

  @Test
  @DisplayName(
      "Runs, comparisons, event files and studies are found, and what belongs to one is not listed beside it")
  void findsAll() throws IOException {
    Path run = Made.run(folder.resolve("one/first"), "mnist");
    Files.createDirectories(run.resolve("tensorboard"));
    Files.writeString(run.resolve("tensorboard/events.out.tfevents.1"), "");
    Path comparison = Made.comparison(folder.resolve("compared"), "plain", "dropout", 3);
    Made.finish(comparison, 0, "plain", 0, 0.9);
    try (EventWriter events = EventWriter.in(folder.resolve("torch"))) {
      events.scalar("loss", 5, 0.25);
    }
    Made.study(folder.resolve("tune/study.db"), "search", "x", 12);
    Files.writeString(folder.resolve("no.db"), "not a database");

    Watch watch = Watch.of(List.of(folder.toString()));
    assertThat(watch.all())
        .extracting(Watched::kind, Watched::name, Watched::glance)
        .containsExactlyInAnyOrder(
            tuple("run", "one/first", "running"),
            tuple("comparison", "compared", "1 of 6 runs"),
            tuple("run", "torch", "event files"),
            tuple("study", "search", "sqlite:///" + folder.resolve("tune/study.db")));
    watch.all().forEach(each -> assertThat(watch.find(each.id())).containsSame(each));
    assertThat(watch.all().stream().map(each -> each.page().title()))
        .contains("Run: one/first", "Comparison: plain", "Run: torch", "Study: search");
  }

  @Test
  @DisplayName("What changes has another stamp, and the page follows")
  void follows() throws IOException {
    Path run = Made.run(folder.resolve("first"), "mnist");
    Watched watched = Watch.of(List.of(folder.toString())).all().get(0);
    Stamp before = watched.stamp();
    assertThat(watched.page().html()).contains("Nothing has been logged yet.");
    Made.log(run, 10, 0.5, 0.75);
    assertThat(watched.stamp()).isNotEqualTo(before);
    assertThat(watched.page().html()).contains("train/loss", "0.75").contains("running");
    Made.status(run, "mnist", "finished");
    assertThat(watched.page().facts().toString()).contains("finished");
  }

  @Test
  @DisplayName("A study grows while it is watched")
  void studyGrows() throws IOException {
    Path file = Made.study(folder.resolve("study.db"), "search", "x", 3);
    Watched watched = Watch.of(List.of(file.toString())).all().get(0);
    assertThat(watched.page().facts().toString()).contains("3: 3 complete");
    Made.study(file, "search", "x", 4);
    assertThat(watched.page().facts().toString()).contains("7: 7 complete");
  }

  @Test
  @DisplayName("What is not there is refused in a sentence")
  void refuses() throws IOException {
    assertThatThrownBy(() -> Watch.of(List.of(folder.resolve("none").toString())))
        .isInstanceOf(LabException.class)
        .hasMessageContaining("there is no such directory or file");
    assertThatThrownBy(() -> Watch.of(List.of("mysql://host/database")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mysql");
    Path text = Files.writeString(folder.resolve("text"), "no database");
    assertThatThrownBy(() -> Watch.of(List.of(text.toString())))
        .isInstanceOf(StorageException.class);
  }
}
