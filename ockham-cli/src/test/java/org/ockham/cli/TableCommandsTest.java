package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.table.GeneratedTables;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** train, evaluate, predict and summary, on tables, labels and points. */
final class TableCommandsTest {

  @TempDir
  private static Path folder;

  private static Path rows;
  private static Command trained;
  private static Path model;

  @BeforeAll
  static void train() {
    rows = folder.resolve("rows.csv");
    GeneratedTables.multiLabel(9, 3).without("large", "family", "old").write(rows);
    Path run = folder.resolve("run");
    trained = Command.run(
        "train", "housing", "--quick", "--set", "train.epochs=2", "--out", run, "--threads", "1");
    model = run.resolve("model.safetensors");
  }

  @Test
  @DisplayName(
      "train tells rows, missing cells, and errors in the target's units; evaluate measures the same")
  void trains() throws IOException {
    assertThat(trained.code()).as(trained.err()).isZero();
    assertThat(trained.out())
        .contains("800 rows to train (80 %)", "missing, and filled", "age in ", "rmse", "mae", "r2")
        .contains("best in val/rmse")
        .doesNotContain("accuracy");
    JsonNode measured = Command.run("evaluate", model, "--json").json();
    JsonNode run = JsonMapper.shared().readTree(Files.readString(model.resolveSibling("run.json")));
    assertThat(measured.get("test/rmse"))
        .isEqualTo(run.path("result").path("test").get("test/rmse"));
    assertThat(run.path("result").path("bestEpochs").has("val/rmse")).isTrue();
  }

  @Test
  @DisplayName(
      "predict answers a row for each row, in the target's units; a missing column is named, and images are refused")
  void predicts() {
    Command predict = Command.run("predict", model, rows);
    assertThat(predict.code()).as(predict.err()).isZero();
    assertThat(predict.out().lines()).hasSize(4).first().asString().contains("row", "price");
    JsonNode json = Command.run("predict", model, rows, "--json").json();
    assertThat(json.size()).isEqualTo(3);
    assertThat(json.get(2).get("row").asInt()).isEqualTo(3);
    assertThat(json.get(2).get("price").asDouble()).isBetween(50.0, 700.0);
    Path lacking = folder.resolve("lacking.csv");
    GeneratedTables.regression(9, 3).without("rooms").write(lacking);
    Command refused = Command.run("predict", model, lacking);
    assertThat(refused.code()).isNotZero();
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("rooms");
  }

  @Test
  @DisplayName(
      "summary, data list and data stats know tables and points; a set whose file is absent says what it wants")
  void knowsSets() {
    assertThat(Command.run("summary", "multilabel").out()).contains("linear", "3");
    assertThat(Command.run("data", "list").out())
        .contains("points-cubic", "houses", "california-housing");
    assertThat(Command.run("data", "stats", "points-xor").code()).isZero();
    assertThat(Command.run("data", "stats", "houses").code()).isZero();
    Command absent =
        Command.run("train", "housing", "--data", "california-housing", "--data-dir", folder);
    assertThat(absent.code()).isNotZero();
    assertThat(absent.err()).contains("california_housing.csv", "--data-dir");
  }

  @Test
  @DisplayName(
      "data show prints the rows of tables and points; data fetch says what needs no fetching")
  void showsRows() {
    Command houses = Command.run("data", "show", "houses", "--count", 3);
    assertThat(houses.code()).as(houses.err()).isZero();
    assertThat(houses.out()).contains("price", "area", "3 of 4,000 rows of houses, train");
    Command points = Command.run("data", "show", "points-xor", "--split", "test");
    assertThat(points.out()).contains("x1", "x2", "class", "20 of 1,000 rows of points-xor, test");
    Command none = Command.run("data", "show", "houses", "--split", "validation");
    assertThat(none.code()).isEqualTo(2);
    assertThat(none.err()).contains("--split is validation, but houses has train and test");
    Command picture = Command.run("data", "show", "points-xor", "--out", folder.resolve("x.png"));
    assertThat(picture.code()).isEqualTo(2);
    assertThat(picture.err()).contains("--out is for images, but points-xor has rows");
    assertThat(Command.run("data", "fetch", "houses").out())
        .contains("houses is drawn when it is used: there is nothing to fetch");
    assertThat(points.out().lines().skip(1).findFirst().orElseThrow().length()).isLessThan(45);
    assertThat(Command.run("data", "fetch", "california-housing").err())
        .contains("california_housing.csv", "it is never fetched, so put it there");
  }

  @Test
  @DisplayName(
      "A recipe's file is taken from the recipe's own folder; a model opens it only where the user says")
  void findsFiles() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home/data")).getParent();
    GeneratedTables.regression(5, 200).write(home.resolve("data/homes.csv"));
    Path recipe = Files.writeString(home.resolve("homes.yaml"), """
        task: regression
        data: {set: csv, table: {file: data/homes.csv, target: price}, train: 0.75, validation: 0.25}
        model: {kind: mlp, hidden: []}
        optimizer: {kind: adam, lr: 0.02}
        train: {epochs: 2, batch: 50}
        """);
    Path run = home.resolve("run");
    Command train = Command.run("train", recipe, "--out", run, "--threads", "1");
    assertThat(train.code()).as(train.err()).isZero();
    assertThat(train.out()).contains("homes.csv: 120 rows to train");
    assertThat(Files.readString(run.resolve("recipe.yaml")))
        .contains(home.toAbsolutePath().resolve("data").resolve("homes.csv").toString());
    Path model = run.resolve("model.safetensors");
    for (String command : new String[] {"evaluate", "reproduce"}) {
      Command refused = Command.run(command, model);
      assertThat(refused.code()).isEqualTo(4);
      assertThat(refused.out()).isEmpty();
      assertThat(refused.err().strip())
          .isEqualTo(
              "ockham: homes.csv: is a name without a directory, which is all that a model says"
                  + " of its file: give the directory with --data-dir.");
      Command allowed = Command.run(command, model, "--data-dir", home.resolve("data"));
      assertThat(allowed.code()).as(allowed.err()).isZero();
    }
    JsonNode measured = Command.run("evaluate", model, "--data-dir", home.resolve("data"), "--json")
        .json();
    JsonNode result = JsonMapper.shared().readTree(Files.readString(run.resolve("run.json")));
    assertThat(measured.get("test/rmse"))
        .isEqualTo(result.path("result").path("test").get("test/rmse"));
    assertThat(Command.run("evaluate", model, "--recipe", recipe).code()).isZero();
    assertThat(Command.run("predict", model, home.resolve("data/homes.csv")).code())
        .isZero();
  }
}
