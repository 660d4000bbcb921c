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
}
