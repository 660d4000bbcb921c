package org.ockham.search.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.search.StudyResult;
import org.ockham.search.space.CategoricalDistribution;
import org.ockham.search.space.FloatDistribution;
import org.ockham.search.space.IntDistribution;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;

/**
 * Damaged journals and databases: whatever a reader meets ends in a {@link StorageException} that names the file, or is read
 * as something whole; and not a byte changes. {@code -Dockham.fuzz=N} for N damages each, 2,000 if it is not given.
 */
final class StorageFuzzTest {

  private static final int ROUNDS = Integer.getInteger("ockham.fuzz", 2000);

  /** What a damaged place may hold instead. */
  private static final List<String> WORDS = List.of(
      "null",
      "-1",
      "0.7",
      "1e999",
      "NaN",
      "Infinity",
      "99999999999999999999",
      "true",
      "[]",
      "{}",
      "\"\"",
      "\"x\"",
      "[[]]",
      "{\"op\": 1}",
      "\\u0000",
      "\"\\ud800\"",
      "COMPLETE",
      "\"2026-13-01T00:00:00Z\"");

  @TempDir
  private Path folder;

  private static void fill(Storage storage) {
    long study = storage.create("s", List.of(Direction.MINIMIZE)).id();
    long two =
        storage.create("two", List.of(Direction.MINIMIZE, Direction.MAXIMIZE)).id();
    storage.setUserAttribute(study, "note", Map.of("list", List.of(1, "a", true)));
    TrialWrite write = TrialWrite.NOTHING
        .withIntermediate(1, 0.5)
        .withIntermediate(2, Double.NaN)
        .withParameter("lr", FloatDistribution.log(1e-5, 0.1), 1e-3)
        .withParameter("n", IntDistribution.of(1, 9), 3)
        .withParameter("c", CategoricalDistribution.of("a", null, true, 2.5), 2)
        .withUserAttribute("k", "v")
        .withSystemAttribute("constraints", List.of(-1.0, 0.5));
    storage.add(study, write.withState(TrialState.COMPLETE, List.of(1.5)));
    storage.add(study, write.withState(TrialState.COMPLETE, List.of(Double.POSITIVE_INFINITY)));
    storage.add(study, write.withState(TrialState.PRUNED, List.of()));
    storage.add(study, TrialWrite.NOTHING.withState(TrialState.WAITING, List.of()));
    long trial = storage.start(study, Map.of("who", "me")).id();
    storage.write(trial, write);
    storage.beat(List.of(trial));
    storage.replace(trial, TrialWrite.NOTHING.withState(TrialState.FAIL, List.of()), write);
    storage.add(two, write.withState(TrialState.COMPLETE, List.of(1.0, 2.0)));
    storage.release(storage.start(two, Map.of()).id());
  }

  /** Reads everything, as the commands that show studies do. */
  private static void read(Storage storage) {
    for (StudyRecord study : storage.studies()) {
      List<FrozenTrial> trials = storage.trials(study.id(), List.of(), -1);
      StudyResult result = new StudyResult(study.name(), study.directions(), trials);
      result.csv();
      study.metricNames();
      if (study.directions().size() == 1) {
        result.findBest();
      }
      assertThat(result.front().size()).isLessThanOrEqualTo(trials.size());
    }
  }

  private static void readOrRefuse(String url, Path file, String damage) throws IOException {
    byte[] before = Files.readAllBytes(file);
    // The moment and the process are in it, so that no round is the same again: the whole is told.
    Supplier<String> told = () -> damage + ": " + Base64.getEncoder().encodeToString(before);
    try (Storage storage = Storage.reading(url)) {
      read(storage);
    } catch (StorageException refused) {
      assertThat(refused).as(told).hasMessageContaining(file.toString());
      assertThat(refused.getMessage().length()).as(told).isLessThan(1000);
    } catch (RuntimeException | StackOverflowError raw) {
      fail(told.get(), raw);
    }
    assertThat(Files.readAllBytes(file)).as(told).isEqualTo(before);
  }

  @Test
  void aDamagedJournalIsReadAsFarAsItIsOneOrRefused() throws IOException {
    Path file = folder.resolve("s.journal");
    String url = "journal:///" + file;
    try (Storage storage = Storage.of(url)) {
      fill(storage);
    }
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(1);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] damaged = damaged(whole, random);
      Files.write(file, damaged);
      readOrRefuse(url, file, "round " + round);
    }
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] bytes = whole.clone();
    int at = random.nextInt(bytes.length);
    int to = Math.min(bytes.length, at + 1 + random.nextInt(40));
    switch (random.nextInt(6)) {
      case 0 -> bytes[at] = (byte) random.nextInt(256);
      case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes = spliced(bytes, at, to, new byte[0]);
      case 3 -> bytes = spliced(bytes, at, bytes.length, new byte[0]);
      case 4 -> bytes = spliced(bytes, at, at, Arrays.copyOfRange(bytes, at, to));
      default -> { // a value instead of the one that begins here
        while (at < bytes.length - 1 && bytes[at] != ' ') {
          at++;
        }
        int end = at + 1;
        while (end < bytes.length && ",}]\n".indexOf(bytes[end]) < 0) {
          end++;
        }
        byte[] word = WORDS.get(random.nextInt(WORDS.size())).getBytes(StandardCharsets.UTF_8);
        bytes = spliced(bytes, Math.min(at + 1, end), end, word);
      }
    }
    return bytes;
  }

  private static byte[] spliced(byte[] bytes, int from, int to, byte[] middle) {
    byte[] spliced = new byte[from + middle.length + bytes.length - to];
    System.arraycopy(bytes, 0, spliced, 0, from);
    System.arraycopy(middle, 0, spliced, from, middle.length);
    System.arraycopy(bytes, to, spliced, from + middle.length, bytes.length - to);
    return spliced;
  }

  private Path database() {
    Path file = folder.resolve("s.db");
    try (Storage storage = Storage.of("sqlite:///" + file)) {
      fill(storage);
    }
    return file;
  }

  @Test
  void aDamagedCellIsRefused() throws IOException, SQLException {
    Path file = database();
    Random random = new Random(2);
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        Statement statement = connection.createStatement()) {
      statement.execute("pragma synchronous=off");
      statement.execute("pragma foreign_keys=off");
      List<String[]> cells = new ArrayList<>();
      for (String table : TrialTables.ALL) {
        try (var columns =
            statement.executeQuery("select name from pragma_table_info('" + table + "')")) {
          while (columns.next()) {
            cells.add(new String[] {table, columns.getString(1)});
          }
        }
      }
      for (int round = 0; round < ROUNDS; round++) {
        String[] cell = cells.get(random.nextInt(cells.size()));
        Object value = value(random);
        connection.setAutoCommit(false);
        Object[] old = damage(connection, cell[0], cell[1], value, random);
        connection.commit();
        connection.setAutoCommit(true);
        if (old != null) {
          readOrRefuse(
              "sqlite:///" + file,
              file,
              "round " + round + ": " + cell[0] + "." + cell[1] + " = " + value);
          set(connection, cell[0], cell[1], old[1], old[0]);
        }
      }
    }
    try (Storage storage = Storage.reading("sqlite:///" + file)) {
      read(storage); // whole again: the damages were what was refused
      assertThat(storage.studies()).hasSize(2);
    }
  }

  private static Object value(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> null;
      case 1 -> random.nextInt(5) - 1;
      case 2 -> random.nextLong();
      case 3 -> random.nextDouble();
      case 4 -> Double.NEGATIVE_INFINITY;
      case 5 -> new byte[] {(byte) random.nextInt(256), 0, (byte) 0xff};
      case 6 -> "x".repeat(random.nextInt(3000));
      default -> WORDS.get(random.nextInt(WORDS.size()));
    };
  }

  /** Replaces one cell; gives its row and its old value, or null where a rule of the table forbids it. */
  private static Object[] damage(
      Connection connection, String table, String column, Object value, Random random)
      throws SQLException {
    List<Object[]> rows = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        var found = statement.executeQuery("select rowid, " + quoted(column) + " from " + table)) {
      while (found.next()) {
        rows.add(new Object[] {found.getObject(1), found.getObject(2)});
      }
    }
    if (rows.isEmpty()) {
      return null;
    }
    Object[] row = rows.get(random.nextInt(rows.size()));
    boolean key = column.equals(table.replaceAll("ies$", "y").replaceAll("s$", "") + "_id");
    try {
      return !key && set(connection, table, column, value, row[0]) == 1 ? row : null;
    } catch (SQLException forbidden) {
      return null;
    }
  }

  private static int set(
      Connection connection, String table, String column, Object value, Object row)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(
        "update " + table + " set " + quoted(column) + "=? where rowid=?")) {
      update.setObject(1, value);
      update.setObject(2, row);
      return update.executeUpdate();
    }
  }

  private static String quoted(String column) {
    return '"' + column + '"';
  }

  @Test
  void aDatabaseWithDamagedBytesIsRefused() throws IOException {
    Path file = database();
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(3);
    for (int round = 0; round < ROUNDS / 4; round++) {
      byte[] damaged = whole.clone();
      for (int k = random.nextInt(4); k >= 0; k--) {
        damaged[random.nextInt(random.nextBoolean() ? 200 : damaged.length)] =
            (byte) random.nextInt(256);
      }
      if (random.nextInt(4) == 0) {
        damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
      }
      Files.write(file, damaged);
      readOrRefuse("sqlite:///" + file + "?busy_timeout=50", file, "round " + round);
    }
  }
}
