package org.ockham.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.lab.report.Page;
import org.ockham.lab.report.Section;
import org.ockham.search.Study;
import org.ockham.search.Trial;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.Storage;

/** A study that is read on from where the last look ended shows what one shows that is read for the first time. */
final class StudyFollowedTest {

  private static final String NAME = "search";

  /** These come when they come, of whatever trials there were. */
  private static final Set<String> ANALYSES =
      Set.of("importance0", "parallel0", "slice0", "contour0");

  @TempDir
  private Path folder;

  private String url() {
    return "sqlite:///" + folder.resolve("study.db");
  }

  private static Study open(Storage storage) {
    return Study.open(NAME, storage, Random.seeded(7), Pruner.none());
  }

  private static void search(Storage storage, int trials) {
    Study.minimize(NAME, storage, Random.seeded(trials))
        .optimize(trial -> trial.suggestDouble("x", 0, 1), trials);
  }

  private static String shown(Page page) {
    return page.facts() + "\n" + page.notes() + "\n"
        + page.sections().stream()
            .filter(section -> !ANALYSES.contains(section.id()))
            .map(Section::html)
            .collect(Collectors.joining());
  }

  private void requireSame(Watched followed, String fact) {
    Watched fresh = Watch.of(List.of(url())).all().get(0);
    assertThat(shown(followed.page())).isEqualTo(shown(fresh.page())).contains(fact);
  }

  @Test
  @DisplayName("After trials were added, ended and queued, and the study or its file is another")
  void isTheSame() throws IOException {
    try (Storage storage = Storage.of(url())) {
      search(storage, 30);
    }
    Watched followed = Watch.of(List.of(url())).all().get(0);
    requireSame(followed, "30: 30 complete");
    try (Storage storage = Storage.existing(url())) {
      Study study = open(storage);
      Trial first = study.ask();
      requireSame(followed, "31: 30 complete, 1 running");
      study.optimize(trial -> trial.suggestDouble("x", 0, 1), 3);
      requireSame(followed, "34: 33 complete, 1 running");
      study.tell(first, -1);
      requireSame(followed, "34: 34 complete");
      assertThat(followed.page().body()).contains("Trial 30");
      study.enqueue(Map.of("x", 0.5));
      requireSame(followed, "35: 34 complete, 1 waiting");

      // Its key, and those of its trials, are given to the next one.
      storage.delete(storage.studies().get(0).id());
      search(storage, 40);
      requireSame(followed, "40: 40 complete");
    }
    Path other = folder.resolve("other");
    try (Storage storage = Storage.of("sqlite:///" + other)) {
      search(storage, 41);
    }
    Files.deleteIfExists(folder.resolve("study.db-wal"));
    Files.move(other, folder.resolve("study.db"), StandardCopyOption.REPLACE_EXISTING);
    requireSame(followed, "41: 41 complete");
  }
}
