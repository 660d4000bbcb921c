package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.search.Study;
import org.ockham.search.TrialPruned;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.Direction;
import tools.jackson.databind.JsonNode;

final class StudyCommandTest {

  @TempDir
  private Path folder;

  private Path file;

  @BeforeEach
  void makeStudies() {
    file = folder.resolve("study.db");
    try (Storage storage = Storage.of("sqlite:///" + file)) {
      Study.minimize("one", storage, Random.seeded(1))
          .optimize(
              trial -> {
                double x = trial.suggestDouble("x", -1, 1);
                double y = trial.suggestDouble("y", -1, 1);
                trial.report(1, x);
                if (trial.number() == 3) {
                  throw new TrialPruned();
                }
                return trial.number() == 4 ? Double.NaN : x * x + y / 100;
              },
              30);
      Study.create(
              "two",
              storage,
              Random.seeded(2),
              Pruner.none(),
              Direction.MINIMIZE,
              Direction.MAXIMIZE)
          .optimizeVector(
              trial -> {
                double x = trial.suggestDouble("x", 0, 1);
                return new double[] {x, x * x};
              },
              org.ockham.search.Plan.trials(5));
    }
  }

  @Test
  @DisplayName("list has every study with its size and best value")
  void list() {
    Command list = Command.run("study", "list", "--storage", file);
    assertThat(list.code()).isZero();
    assertThat(list.out())
        .contains("one", "minimize", "30", "two", "minimize, maximize", "front of 5");
    JsonNode json =
        Command.run("study", "list", "--storage", "sqlite:///" + file, "--json").json();
    assertThat(json.get(0).get("study").asString()).isEqualTo("one");
    assertThat(json.get(0).get("trials").asInt()).isEqualTo(30);
  }

  @Test
  @DisplayName(
      "a study that nobody can read does not hide the others, and Python's choices are shown")
  void foreign() throws SQLException {
    try (Storage storage = Storage.of("sqlite:///" + file)) {
      for (String name : new String[] {"lists", "unknown", "index"}) {
        Study.minimize(name, storage, Random.seeded(1))
            .optimize(trial -> trial.suggestInt("p", 0, 0), 1);
      }
    }
    distribution("lists", "CategoricalDistribution", "{\"choices\": [[[100, 50], {\"a\": 1}]]}");
    distribution("unknown", "FutureDistribution", "{}");
    distribution("index", "CategoricalDistribution", "{\"choices\": []}");
    Command list = Command.run("study", "list", "--storage", file);
    assertThat(list.code()).isEqualTo(4);
    assertThat(list.out())
        .contains(
            "one",
            "two",
            "lists",
            "cannot be read: ",
            "trial_params, row with trial_id 37, param_name p",
            "list of choices is empty");
    Command show = Command.run("study", "show", "lists", "--storage", file, "--json");
    assertThat(show.code()).isZero();
    assertThat(show.json().get("trials").get(0).get("params").get("p").toString())
        .isEqualTo("[[100,50],{\"a\":1}]");
    Command unknown = Command.run("study", "show", "unknown", "--storage", file);
    assertThat(unknown.code()).isEqualTo(4);
    assertThat(unknown.err()).contains("param_name p", "\"FutureDistribution\"");
  }

  private void distribution(String study, String name, String attributes) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
        PreparedStatement update = connection.prepareStatement(
            "update trial_params set distribution_json=? where trial_id in"
                + " (select trial_id from trials t join studies s on s.study_id=t.study_id"
                + " where s.study_name=?)")) {
      update.setString(1, "{\"name\": \"" + name + "\", \"attributes\": " + attributes + "}");
      update.setString(2, study);
      update.executeUpdate();
    }
  }

  @Test
  @DisplayName("show has the newest trials and the best, and writes the report")
  void show() throws IOException {
    Path report = folder.resolve("report.html");
    Command show =
        Command.run("study", "show", "one", "--storage", file, "--last", 3, "--report", report);
    assertThat(show.code()).isZero();
    assertThat(show.out())
        .contains("30 trials: 28 complete, 1 pruned, 1 failed", "x=", "report: " + report)
        .doesNotContain("\n26 ");
    assertThat(Files.readString(report)).contains("one");
    assertThat(Command.run("study", "show", "two", "--storage", file, "--json")
            .json()
            .get("trials")
            .size())
        .isEqualTo(5);
  }

  @Test
  @DisplayName("best is the best trial, or the front")
  void best() {
    JsonNode best =
        Command.run("study", "best", "one", "--storage", file, "--json").json();
    assertThat(best.size()).isEqualTo(1);
    assertThat(Math.abs(best.get(0).get("params").get("x").doubleValue())).isLessThan(0.2);
    assertThat(Command.run("study", "best", "two", "--storage", file, "--json")
            .json()
            .size())
        .isEqualTo(5);
    assertThat(Command.run("study", "best", "one", "--storage", file).out()).contains("  x  ");
  }

  @Test
  @DisplayName("importance says which parameter matters")
  void importance() {
    for (String method : new String[] {"pedanova", "fanova"}) {
      JsonNode shares = Command.run(
              "study", "importance", "one", "--storage", file, "--method", method, "--json")
          .json();
      assertThat(shares.get("x").doubleValue()).isGreaterThan(shares.get("y").doubleValue());
    }
    assertThat(Command.run("study", "importance", "one", "--storage", file).out())
        .contains("█");
    assertThat(Command.run("study", "importance", "one", "--storage", file, "--objective", 1)
            .code())
        .isEqualTo(2);
  }

  @Test
  @DisplayName("export writes a line a trial with Optuna's columns, or JSON")
  void export() throws IOException {
    Path out = folder.resolve("trials.csv");
    assertThat(Command.run("study", "export", "one", "--storage", file, "--out", out)
            .code())
        .isZero();
    assertThat(Files.readAllLines(out)).hasSize(31);
    assertThat(Files.readAllLines(out).get(0))
        .isEqualTo(
            "number,value,datetime_start,datetime_complete,duration,params_x,params_y,state");
    assertThat(Files.readAllLines(out).get(5)).startsWith("4,,").endsWith(",FAIL");
    Command itself = Command.run("study", "export", "one", "--storage", file, "--out", file);
    assertThat(itself.code()).isEqualTo(4);
    assertThat(itself.err()).contains("is there already, and is not overwritten");
    Command json = Command.run("study", "export", "two", "--storage", file, "--format", "json");
    assertThat(json.json().get("directions").toString()).isEqualTo("[\"MINIMIZE\",\"MAXIMIZE\"]");
  }

  @Test
  @DisplayName("delete asks for --yes, and deletes one study only")
  void delete() {
    Command asked = Command.run("study", "delete", "one", "--storage", file);
    assertThat(asked.code()).isEqualTo(2);
    assertThat(asked.err()).contains("30 trials", "add --yes");
    assertThat(Command.run("study", "delete", "one", "--storage", file, "--yes").code())
        .isZero();
    Command list = Command.run("study", "list", "--storage", file);
    assertThat(list.out()).contains("two").doesNotContain("one");
  }

  @Test
  @DisplayName("What is not there is named, and not made")
  void refuses() {
    Path absent = folder.resolve("absent.db");
    Command list = Command.run("study", "list", "--storage", absent);
    assertThat(list.code()).isEqualTo(4);
    assertThat(list.err()).contains("absent.db: there is no such file");
    assertThat(absent).doesNotExist();
    Command study = Command.run("study", "show", "three", "--storage", file);
    assertThat(study.code()).isEqualTo(4);
    assertThat(study.err()).contains("there is no study 'three' here: the studies are one, two.");
    assertThat(Command.run("study", "best", "--storage", file).err()).contains("which study?");
    assertThat(Command.run("study").code()).isEqualTo(2);
    assertThat(Command.run(
                "study", "export", "one", "--storage", file, "--out", folder.resolve("no/x.csv"))
            .code())
        .isEqualTo(3);
  }

  @Test
  @DisplayName("Looking changes no byte, whatever the file is")
  void looks() throws IOException {
    Path notes = folder.resolve("notes.json");
    Files.writeString(notes, "{\"version\": 3}");
    Path empty = Files.createFile(folder.resolve("empty.db"));
    byte[] before = Files.readAllBytes(file);
    for (String what : new String[] {"list", "show", "best", "importance", "export"}) {
      Command journal = Command.run("study", what, "--storage", "journal:///" + notes);
      assertThat(journal.code()).isEqualTo(4);
      assertThat(journal.err()).contains("notes.json is no journal of studies");
      Command database = Command.run("study", what, "--storage", empty);
      assertThat(database.code()).isEqualTo(4);
      assertThat(database.err()).contains("empty.db holds no studies");
      Command.run("study", what, "--storage", file);
    }
    assertThat(Command.run("study", "delete", "one", "--storage", file).code()).isEqualTo(2);
    assertThat(notes).hasContent("{\"version\": 3}");
    assertThat(empty).isEmptyFile();
    assertThat(file).hasBinaryContent(before);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file, notes, empty);
    }
  }
}
