package org.ockham.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.ockham.lab.RunDirectory;
import org.ockham.search.Study;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/** Much to be watched: 1,000 runs of 10,000 points, and a study of 100,000 trials of six parameters. */
final class WatchedPlace {

  /** So many steps each run has logged. */
  static final int POINTS = 10_000;

  /** What the study is called. */
  static final String STUDY = "large";

  private static final int RUNS = 1000;
  private static final int TRIALS = 100_000;
  private static final int CHUNK = 5000;

  private final Path runs;
  private final Path database;

  private WatchedPlace(Path runs, Path database) {
    this.runs = runs;
    this.database = database;
  }

  /** That of a folder, made if it is not there. */
  static WatchedPlace in(Path folder) throws IOException {
    WatchedPlace place = new WatchedPlace(folder.resolve("runs"), folder.resolve("study.db"));
    if (!Files.exists(place.runs)) {
      place.makeRuns();
    }
    if (!Files.exists(place.database)) {
      place.makeStudy();
    }
    return place;
  }

  /** The same with a copy of the study's file in rollback mode, as Optuna leaves it, which has a place for others to write to. */
  WatchedPlace inRollbackMode() throws IOException, SQLException {
    Path copy = database.resolveSibling("rollback.db");
    Files.copy(database, copy, StandardCopyOption.REPLACE_EXISTING);
    WatchedPlace place = new WatchedPlace(runs, copy);
    try (Connection writer = place.writer();
        Statement statement = writer.createStatement()) {
      statement.execute("pragma journal_mode=delete");
      statement.execute("create table ticks (number integer)");
    }
    return place;
  }

  /** Who writes to the study's file. */
  Connection writer() throws SQLException {
    return DriverManager.getConnection("jdbc:sqlite:" + database);
  }

  Path runs() {
    return runs;
  }

  Path database() {
    return database;
  }

  /** Gives a run the points that it had before anybody wrote to it. */
  Path renewed(String run) throws IOException {
    Path directory = runs.resolve(run);
    metrics(directory, new SplittableRandom(5));
    return directory;
  }

  /** Appends a step to a run. */
  void append(String run, int step, String value) throws IOException {
    Files.writeString(
        runs.resolve(run).resolve("metrics.csv"),
        step + ",1," + value + "\n",
        StandardOpenOption.APPEND);
  }

  /** Opens the study, so that trials can be added to it. */
  Trials trials() {
    return new Trials(Storage.existing("sqlite:///" + database));
  }

  /** Adds trials to the study. */
  static final class Trials implements AutoCloseable {

    private final Storage storage;
    private final long key;
    private final SplittableRandom random = new SplittableRandom(4);
    private final FrozenTrial first;
    private int count;

    private Trials(Storage storage) {
      this.storage = storage;
      this.key = storage.studies().get(0).id();
      List<FrozenTrial> all = storage.trials(key, List.of(), -1);
      this.first = all.get(0);
      this.count = all.size();
    }

    /** Adds one; gives how many there are. */
    int add() {
      storage.addAll(key, List.of(trial(first, count, random)));
      return ++count;
    }

    @Override
    public void close() {
      storage.close();
    }
  }

  private void makeRuns() throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < RUNS; i++) {
      Path run = Files.createDirectories(runs.resolve(String.format(Locale.ROOT, "run%04d", i)));
      Files.writeString(
          run.resolve("run.json"),
          RunDirectory.json(Map.of("status", "finished", "recipe", "made-up", "seed", i)));
      metrics(run, random);
    }
  }

  private static void metrics(Path run, SplittableRandom random) throws IOException {
    StringBuilder lines = new StringBuilder("step,epoch,train/loss\n");
    for (int step = 1; step <= POINTS; step++) {
      double loss = 1 / Math.sqrt(step) + 0.1 * random.nextDouble();
      lines.append(step).append(",1,").append((float) loss).append('\n');
    }
    Files.writeString(run.resolve("metrics.csv"), lines);
  }

  private void makeStudy() {
    try (Storage storage = Storage.of("sqlite:///" + database)) {
      Study study = Study.minimize(STUDY, storage, Random.seeded(1));
      study.optimize(SearchSpeed::objective, 1);
      FrozenTrial first = study.result().best();
      long key = storage.studies().get(0).id();
      SplittableRandom random = new SplittableRandom(2);
      for (int from = 1; from < TRIALS; from += CHUNK) {
        List<FrozenTrial> some = new ArrayList<>();
        for (int i = from; i < Math.min(TRIALS, from + CHUNK); i++) {
          some.add(trial(first, i, random));
        }
        storage.addAll(key, some);
      }
    }
  }

  private static FrozenTrial trial(FrozenTrial like, int number, SplittableRandom random) {
    Instant begin = Instant.parse("2026-01-01T00:00:00Z").plusSeconds(number);
    return new FrozenTrial(
        0,
        number,
        TrialState.COMPLETE,
        List.of(random.nextDouble()),
        SearchSpeed.any(random),
        new TreeMap<>(),
        Map.of(),
        like.systemAttributes(),
        begin,
        begin.plusSeconds(1));
  }
}
