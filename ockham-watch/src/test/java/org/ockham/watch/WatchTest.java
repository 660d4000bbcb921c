package org.ockham.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.board.EventWriter;
import org.ockham.file.DirectoryClaim;
import org.ockham.lab.LabException;
import org.ockham.lab.SeedsRequest;
import org.ockham.search.Study;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.StorageException;

final class WatchTest {

  @TempDir
  private Path folder;

  @Test
  @DisplayName(
      "Runs, comparisons, event files and studies are found, and what belongs to one is not listed beside it")
  void findsAll() throws IOException {
    Path run = Made.run(folder.resolve("one/first"), "mnist");
    Made.status(run, "mnist", "finished");
    Files.createDirectories(run.resolve("tensorboard"));
    Files.writeString(run.resolve("tensorboard/events.out.tfevents.1"), "");
    Path comparison = Made.comparison(folder.resolve("compared"), "plain", "dropout", 3);
    Made.finish(comparison, 0, "plain", 0, 0.9);
    DirectoryClaim claim = DirectoryClaim.attempt(comparison).orElseThrow();
    try (EventWriter events = EventWriter.in(folder.resolve("torch"))) {
      events.scalar("loss", 5, 0.25);
    }
    try (Stream<Path> files = Files.list(folder.resolve("torch"))) {
      Files.setLastModifiedTime(
          files.findFirst().orElseThrow(), FileTime.from(Instant.parse("2026-01-02T03:04:05Z")));
    }
    Made.study(folder.resolve("tune/study.db"), "search", "x", 12);
    Files.writeString(folder.resolve("no.db"), "not a database");

    Watch watch = Watch.of(List.of(folder.toString()));
    assertThat(watch.all())
        .extracting(Watched::kind, Watched::name, Watched::glance)
        .containsExactlyInAnyOrder(
            tuple("run", "one/first", "finished"),
            tuple("comparison", "compared", "1 of 6 runs, running"),
            tuple("run", "torch", "event files, last written 2026-01-02 03:04:05 UTC"),
            tuple("study", "search", "sqlite:///" + folder.resolve("tune/study.db")));
    watch.all().forEach(each -> assertThat(watch.find(each.id())).containsSame(each));
    assertThat(watch.all().stream().map(each -> each.page().title()))
        .contains("Run: one/first", "Comparison: plain", "Run: torch", "Study: search");
    assertThat(watch.all())
        .extracting(Watched::glance)
        .contains("12 complete when last read; sqlite:///" + folder.resolve("tune/study.db"));
    claim.close();
  }

  @Test
  @DisplayName("A list may be of the last look, if that is recent enough")
  void listsAgain() throws IOException {
    Watch watch = Watch.of(List.of(folder.toString()));
    assertThat(watch.index(0, Long.MAX_VALUE).groups()).isEmpty();
    Made.run(folder.resolve("first"), "mnist");
    assertThat(watch.index(0, Long.MAX_VALUE).groups()).isEmpty();
    assertThat(watch.index(0, -1).groups()).hasSize(1);
    assertThat(watch.index(0, Long.MAX_VALUE).groups()).hasSize(1);
  }

  @Test
  @DisplayName("What changes has another stamp, and the page follows")
  void follows() throws IOException {
    Path run = Made.run(folder.resolve("first"), "mnist");
    DirectoryClaim claim = DirectoryClaim.attempt(run).orElseThrow();
    Watched watched = Watch.of(List.of(folder.toString())).all().get(0);
    Stamp before = watched.stamp();
    assertThat(watched.page().html()).contains("Nothing has been logged yet.");
    Made.log(run, 10, 0.5, 0.75);
    assertThat(watched.stamp()).isNotEqualTo(before);
    assertThat(watched.page().html()).contains("train/loss", "0.75").contains("running");
    Made.status(run, "mnist", "finished");
    assertThat(watched.page().facts().toString()).contains("finished");
    claim.close();
  }

  @Test
  @DisplayName("Work whose process has died says so, and since when nothing was written")
  void isAbandoned() throws IOException {
    Path run = Made.run(folder.resolve("first"), "mnist");
    Path comparison = Made.comparison(folder.resolve("compared"), "plain", "dropout", 3);
    assumeTrue(DirectoryClaim.isHeld(run).isPresent(), "this system has no list of locks");
    Watch watch = Watch.of(List.of(folder.toString()));
    Watched first = watch.all().stream()
        .filter(each -> each.kind().equals("run"))
        .findFirst()
        .orElseThrow();
    Watched compared = watch.all().stream()
        .filter(each -> each.kind().equals("comparison"))
        .findFirst()
        .orElseThrow();
    Stamp held;
    try (DirectoryClaim claim = DirectoryClaim.attempt(run).orElseThrow();
        DirectoryClaim other = DirectoryClaim.attempt(comparison).orElseThrow()) {
      held = first.stamp();
      assertThat(first.glance()).isEqualTo("running");
      assertThat(first.actions()).extracting(Action::id).containsExactly("stop");
      assertThat(compared.glance()).isEqualTo("0 of 6 runs, running");
      assertThat(compared.actions()).extracting(Action::id).containsExactly("stop", "seeds");
      SeedsRequest.leave(comparison, 1);
      assertThat(compared.glance()).isEqualTo("0 of 6 runs, running; 1 more seed is asked for");
    }
    assertThat(first.stamp()).isNotEqualTo(held);
    assertThat(first.glance())
        .startsWith("cut short: nobody on this machine has it; last written 20")
        .endsWith(" UTC");
    assertThat(first.page().facts().toString()).contains("cut short");
    assertThat(first.actions()).isEmpty();
    assertThat(compared.glance())
        .isEqualTo("0 of 6 runs, cut short: nobody on this machine has it");
    assertThat(compared.actions()).isEmpty();
  }

  @Test
  @DisplayName("A comparison is finished when its results are whole and of all its seeds")
  void isFinished() throws IOException {
    Path comparison = Made.comparison(folder.resolve("compared"), "plain", "dropout", 3);
    assumeTrue(DirectoryClaim.isHeld(comparison).isPresent(), "this system has no list of locks");
    Watched watched = Watch.of(List.of(folder.toString())).all().get(0);
    Map.of(
            "{\"seeds\": [0, 1, 2], \"interrupted\": false}", "0 of 6 runs, finished",
            "{\"seeds\": [0, 1, 2], \"interrupted\": true}", "0 of 6 runs, interrupted",
            "{\"seeds\": [0, 1], \"interrupted\": false}", "0 of 6 runs, interrupted")
        .forEach((results, glance) -> {
          write(comparison.resolve("comparison.json"), results);
          assertThat(watched.glance()).isEqualTo(glance);
        });
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @DisplayName(
      "A directory that is named may be a link; none in it is followed, nor a pipe waited for")
  void links() throws IOException, InterruptedException {
    Path secret = Files.writeString(folder.resolve("secret"), "not for everybody");
    Path run = Made.run(folder.resolve("far/runs/first"), "mnist");
    Files.createSymbolicLink(run.resolve("recipe.yaml"), secret);
    Files.createSymbolicLink(run.resolve("log.txt"), secret);
    Files.delete(run.resolve("metrics.csv"));
    assumeTrue(Made.pipe(run.resolve("metrics.csv")), "this system has no pipes");
    Path link = Files.createSymbolicLink(folder.resolve("runs"), folder.resolve("far/runs"));
    List<Watched> all = Watch.of(List.of(link.toString())).all();
    assertThat(all).extracting(Watched::name).containsExactly("first");
    assertThat(all.get(0).page().html())
        .contains("Nothing has been logged yet.")
        .doesNotContain("not for everybody");
  }

  @Test
  @DisplayName("An event file that is a link is passed over")
  void linksOfEvents() throws IOException {
    Path secret = folder.resolve("secret");
    try (EventWriter events = EventWriter.in(secret)) {
      events.scalar("not-for-everybody", 5, 0.25);
    }
    Path torch = folder.resolve("runs/torch");
    try (EventWriter events = EventWriter.in(torch)) {
      events.scalar("loss", 5, 0.25);
    }
    try (Stream<Path> files = Files.list(secret)) {
      Files.createSymbolicLink(torch.resolve("zz.tfevents.9"), files.findFirst().orElseThrow());
    }
    List<Watched> all = Watch.of(List.of(folder.resolve("runs").toString())).all();
    assertThat(all).hasSize(1);
    assertThat(all.get(0).page().html()).contains("loss").doesNotContain("not-for-everybody");
  }

  @Test
  @DisplayName("Pipes and links in a comparison's directory are passed over")
  void pipesOfComparisons() throws IOException, InterruptedException {
    Path comparison = Made.comparison(folder.resolve("compared"), "plain", "dropout", 3);
    Made.finish(comparison, 0, "plain", 0, 0.9);
    Path parts = comparison.resolve("parts");
    Files.createSymbolicLink(parts.resolve("1-link-0.json"), parts.resolve("0-part-0.json"));
    assumeTrue(Made.pipe(parts.resolve("27-evil-0.json")), "this system has no pipes");
    assertThat(Made.pipe(comparison.resolve(".seeds"))).isTrue();
    assertThat(Made.pipe(
            Files.createDirectories(folder.resolve("other/parts")).resolveSibling("plan.json")))
        .isTrue();
    try (DirectoryClaim claim = DirectoryClaim.attempt(comparison).orElseThrow()) {
      assertThat(claim).isNotNull();
      List<Watched> all = Watch.of(List.of(folder.toString())).all();
      assertThat(all).extracting(Watched::glance).containsExactly("1 of 6 runs, running");
      assertThat(all.get(0).page().html()).contains("plain");
    }
  }

  @Test
  @DisplayName("A pipe beside a database is refused, and nobody waits for it")
  void pipesOfDatabases() throws IOException, InterruptedException, SQLException {
    Path study = Made.study(folder.resolve("study.db"), "search", "x", 2);
    try (Connection writer = DriverManager.getConnection("jdbc:sqlite:" + study);
        Statement statement = writer.createStatement()) {
      statement.execute("pragma journal_mode=wal");
    }
    assumeTrue(Made.pipe(folder.resolve("study.db-wal")), "this system has no pipes");
    assertThatThrownBy(() -> Watch.of(List.of(study.toString())))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("study.db-wal is no file");
  }

  @Test
  @DisplayName("What has been found is had while somebody looks for more")
  void findsWhileLooking() throws Exception {
    Made.run(folder.resolve("first"), "mnist");
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    AtomicInteger looks = new AtomicInteger();
    Watch watch = Watch.of(() -> {
      if (looks.incrementAndGet() == 2) {
        begun.countDown();
        await(end);
      }
      return folder;
    });
    String id = watch.all().get(0).id();
    Thread looking = new Thread(watch::all);
    looking.start();
    begun.await();
    assertThat(CompletableFuture.supplyAsync(() -> watch.find(id)).get(60, TimeUnit.SECONDS))
        .isPresent();
    end.countDown();
    looking.join();
  }

  @Test
  @DisplayName("Who asks for what is not there does not have all looked at again and again")
  void looksOnce() {
    AtomicInteger looks = new AtomicInteger();
    Watch watch = Watch.of(() -> {
      looks.incrementAndGet();
      return folder;
    });
    for (int i = 0; i < 10_000; i++) {
      assertThat(watch.find("none" + i)).isEmpty();
    }
    assertThat(looks.get()).isPositive().isLessThan(1000);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  @DisplayName(
      "A storage that cannot be read is listed with the reason, and what is none is not listed")
  void unreadable() throws IOException, SQLException {
    Path damaged = Made.study(folder.resolve("damaged.db"), "search", "x", 200);
    byte[] bytes = Files.readAllBytes(damaged);
    Arrays.fill(bytes, 1024, bytes.length, (byte) 0x55);
    Files.write(damaged, bytes);
    Path optunas = Files.writeString(
        folder.resolve("optuna.journal"), "{\"op_code\": 0, \"worker_id\": \"w\"}\n");
    Files.writeString(folder.resolve("text.db"), "no database");
    Files.createFile(folder.resolve("empty.db"));
    Files.writeString(folder.resolve("notes.journal"), "dear diary\n");
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("other.sqlite"));
        Statement statement = other.createStatement()) {
      statement.execute("create table people (name)");
    }
    Watch watch = Watch.of(List.of(folder.toString()));
    assertThat(watch.all())
        .extracting(Watched::name)
        .containsExactlyInAnyOrder("sqlite:///" + damaged, "journal:///" + optunas);
    assertThat(watch.all())
        .extracting(Watched::glance)
        .anyMatch(glance -> glance.startsWith("cannot be read: ") && glance.contains("is damaged"))
        .anyMatch(glance -> glance.contains("Optuna's own journal, which has another form"));
    assertThat(watch.all().get(0).page().html()).contains("cannot be read");

    Files.delete(optunas);
    Files.delete(damaged);
    Made.study(damaged, "search", "x", 2);
    assertThat(watch.all()).extracting(Watched::name).containsExactly("search");
  }

  @Test
  @DisplayName(
      "A question mark in the name of a file or directory keeps nothing else from being seen")
  void questionMarks() throws IOException {
    Path study = Made.study(folder.resolve("study.db"), "search", "x", 2);
    Files.copy(study, folder.resolve("why?.db"));
    Files.copy(study, folder.resolve("study.db?a=b.db"));
    Files.copy(study, Files.createDirectory(folder.resolve("what?")).resolve("study.db"));
    assertThat(Watch.of(List.of(folder.toString())).all())
        .extracting(Watched::glance)
        .containsExactly("sqlite:///" + study);
    // Named and found is seen once.
    assertThat(Watch.of(List.of(folder.toString(), study.toString())).all()).hasSize(1);
  }

  @Test
  @DisplayName("Within a kind all are listed by name")
  void listsByName() throws IOException {
    for (String name : List.of("k", "b", "z", "a", "e", "c", "d")) {
      Made.run(folder.resolve(name), "mnist");
    }
    assertThat(Watch.of(List.of(folder.toString())).index(0).groups().get(0).entries())
        .extracting(Index.Entry::name)
        .containsExactly("a", "b", "c", "d", "e", "k", "z");
  }

  @Test
  @DisplayName("Of several places each is named with what is in it")
  void namesPlaces() throws IOException {
    Path first = Made.run(folder.resolve("one/runs/c"), "mnist").getParent();
    Path second = Made.run(folder.resolve("two/runs/c"), "mnist").getParent();
    Made.comparison(second.resolve("d"), "plain", "dropout", 3);
    assertThat(Watch.of(List.of(first.toString(), second.toString())).all())
        .extracting(Watched::name)
        .containsExactlyInAnyOrder(first + "/c", second + "/c", second + "/d");
    assertThat(Watch.of(List.of(first.toString())).all())
        .extracting(Watched::name)
        .containsExactly("c");
  }

  @Test
  @DisplayName(
      "However many there are, each is on some page, what is under way on the first; numbers in names count")
  void listsMany() throws IOException {
    for (int i = 1; i <= Index.MOST + 6; i++) {
      Path run = Files.createDirectories(folder.resolve("run" + i));
      Made.status(run, "mnist", "finished");
    }
    Path last = Made.run(folder.resolve("zzz"), "mnist");
    try (DirectoryClaim claim = DirectoryClaim.attempt(last).orElseThrow()) {
      Index all = Watch.of(List.of(folder.toString())).index(Long.MAX_VALUE);
      Index first = all.page(0);
      assertThat(first.groups().get(0).entries())
          .hasSize(Index.MOST)
          .extracting(Index.Entry::name)
          .startsWith("zzz", "run1", "run2", "run3");
      assertThat(first.before()).isNegative();
      Index second = all.page(first.behind());
      assertThat(second.groups().get(0).entries())
          .extracting(Index.Entry::name)
          .containsExactly(
              "run1000", "run1001", "run1002", "run1003", "run1004", "run1005", "run1006");
      assertThat(second.groups().get(0).words())
          .isEqualTo("1001 to 1007 of 1007 are listed, those under way first.");
      assertThat(second.before()).isZero();
      assertThat(second.behind()).isNegative();
      assertThat(all.page(999_999).groups().get(0).entries()).isEmpty();
    }
  }

  @Test
  @DisplayName("A journal in another's place is read from its beginning")
  void journalIsReplaced() throws IOException {
    Path file = folder.resolve("study.journal");
    search("journal:///" + file, 3);
    Watch watch = Watch.of(List.of(folder.toString()));
    Watched watched = watch.all().get(0);
    assertThat(watched.page().facts().toString()).contains("3: 3 complete");
    search("journal:///" + folder.resolve("other.journal"), 7);
    Files.move(folder.resolve("other.journal"), file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(watched.page().facts().toString()).contains("7: 7 complete");
    Files.delete(file);
    assertThat(watch.all()).isEmpty();
  }

  private static void search(String url, int trials) {
    try (Storage storage = Storage.of(url)) {
      Study.minimize("search", storage, Random.seeded(1))
          .optimize(trial -> trial.suggestDouble("x", 0, 1), trials);
    }
  }

  @Test
  @DisplayName("Nobody here opens a file while something in it is being changed from here")
  void changesAlone() throws IOException, InterruptedException {
    StudySource source =
        StudySource.of(Made.study(folder.resolve("study.db"), "search", "x", 2).toString());
    AtomicReference<String> name = new AtomicReference<>("");
    Thread looking =
        new Thread(() -> name.set(source.read("search", some -> {}).record().name()));
    long number = source.changed(storage -> {
      looking.start();
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (looking.getState() != Thread.State.BLOCKED && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
      assertThat(looking.getState()).isEqualTo(Thread.State.BLOCKED);
      return Study.open("search", storage, Random.seeded(0), Pruner.none())
          .enqueue(Map.of("x", 0.5))
          .number();
    });
    looking.join();
    assertThat(number).isEqualTo(2);
    assertThat(name).hasValue("search");
  }

  @Test
  @DisplayName(
      "A journal is read on without a lock, also while it grows, and a trial is queued in it")
  void journalGrows() throws InterruptedException {
    grows("journal:///" + folder.resolve("study.journal"), folder.toString());
  }

  @Test
  @DisplayName("A study in PostgreSQL is read on while it grows, and a trial is queued in it")
  void serverGrows() throws IOException, InterruptedException {
    EmbeddedPostgres server = null;
    try {
      server = EmbeddedPostgres.start();
    } catch (IOException | IllegalStateException e) {
      abort("no PostgreSQL server can be started here: " + e.getMessage());
    }
    try (EmbeddedPostgres running = server) {
      String url = "postgresql://postgres@localhost:" + running.getPort() + "/postgres";
      grows(url, url);
    }
  }

  private static void grows(String url, String watchedPlace) throws InterruptedException {
    try (Storage storage = Storage.of(url)) {
      Study study = Study.minimize("search", storage, Random.seeded(1));
      study.optimize(trial -> trial.suggestDouble("x", 0, 1), 3);
      Watched watched = Watch.of(List.of(watchedPlace)).all().get(0);
      assertThat(watched.glance()).isEqualTo(url);
      assertThat(watched.page().facts().toString()).contains("3: 3 complete");
      assertThat(watched.actions().get(0).doing().apply("{\"x\": 0.5}"))
          .isEqualTo("Trial 3 is queued.");
      awaitFacts(watched, "4: 3 complete, 1 waiting");
      study.optimize(trial -> trial.suggestDouble("x", 0, 1), 1);
      awaitFacts(watched, "4: 4 complete");
      assertThat(study.result().trials().get(3).params()).isEqualTo(Map.of("x", 0.5));
    }
  }

  /** A server shows nothing from outside, so it is asked every two seconds only. */
  private static void awaitFacts(Watched watched, String words) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!watched.page().facts().toString().contains(words) && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    assertThat(watched.page().facts().toString()).contains(words);
  }

  @Test
  @DisplayName("A search of this process is read beside its writer, who keeps his locks")
  void searchOfThisProcess() throws IOException {
    Path file = folder.resolve("study.db");
    String url = "sqlite:///" + file;
    try (Storage storage = Storage.of(url);
        Storage reading = Storage.reading(url)) {
      Study study = Study.minimize("search", storage, Random.seeded(1));
      study.optimize(trial -> trial.suggestDouble("x", 0, 1), 2);
      Watched watched = Watch.of(url, reading).all().get(0);
      assertThat(watched.page().facts().toString()).contains("2: 2 complete");
      study.optimize(trial -> trial.suggestDouble("x", 0, 1), 2);
      assertThat(watched.page().facts().toString()).contains("4: 4 complete");
      assertThat(watched.actions().get(0).doing().apply("{\"x\": 0.25}"))
          .isEqualTo("Trial 4 is queued.");
      assertThat(study.ask().number()).isEqualTo(4);
      assertThat(file.resolveSibling("study.db-wal")).exists(); // nobody took the writer for gone
    }
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
