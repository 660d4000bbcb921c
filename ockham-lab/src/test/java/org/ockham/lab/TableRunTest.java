package org.ockham.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.DataException;
import org.ockham.data.NamedSet;
import org.ockham.data.table.GeneratedTables;
import org.ockham.data.table.Preparation;
import org.ockham.data.table.Table;
import org.ockham.data.table.TableSet;
import org.ockham.data.table.Target;
import org.ockham.lab.baseline.Baselines;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import org.ockham.train.Metrics;

class TableRunTest {

  @TempDir
  static Path folder;

  private static Recipe recipe;
  private static NamedSet rows;
  private static RunResult result;
  private static Path model;

  @BeforeAll
  static void train() throws IOException {
    Path csv = folder.resolve("homes.csv");
    GeneratedTables.regression(5, 1_000).write(csv);
    recipe = Recipe.read(Files.writeString(folder.resolve("homes.yaml"), """
        task: regression
        data: {set: csv, table: {file: '%s', target: price}, train: 0.75, validation: 0.25}
        model: {kind: mlp, hidden: []}
        optimizer: {kind: adam, lr: 0.02}
        train: {epochs: 15, batch: 50}
        """.formatted(csv)));
    Variant variant = recipe.variant();
    rows = variant.data().open(TinyRecipe.nowhere(folder));
    RunDirectory directory = RunDirectory.at(folder.resolve("run"));
    result = new Run(Experiment.of(variant, 3, rows)).execute(directory, "test", each -> {});
    model = directory.model();
  }

  @Test
  @DisplayName(
      "A file of the user's is trained on, the fifth of it that is the test is the same for all seeds, and errors are in its units")
  void trainsOnFile() {
    TableSet table = (TableSet) rows;
    assertThat(table.testRows().size()).isEqualTo(200);
    assertThat(recipe.variant().data().inWords())
        .contains("600 rows to train (75 %), 200 for validation (25 %), 200 for the test");
    assertThat(table.missing()).anyMatch(each -> each.startsWith("age in "));
    double rmse = result.selected("test/rmse");
    assertThat(rmse).isBetween(0.8 * GeneratedTables.NOISE, 45.0); // the mean's is about 120
    assertThat(result.selected("test/r2")).isBetween(0.8, 1.0);
    assertThat(result.bestEpochIn("val/rmse")).isEqualTo(result.bestEpoch());
  }

  @Test
  @DisplayName(
      "The model says what it was trained for and how rows are encoded: it measures and predicts as the run did, in units")
  void modelPredicts() throws IOException {
    TrainedModel trained = TrainedModel.read(model);
    Metrics test = trained.evaluate(rows, true);
    assertThat(test).isEqualTo(Objects.requireNonNull(result.test()));
    assertThat(trained.evaluate(rows, false).get("val/rmse"))
        .isCloseTo(result.validation().get("val/rmse"), within(1e-9));
    Table houses = GeneratedTables.regression(6, 50);
    double[] truth = GeneratedTables.price(6, 50);
    Path more = folder.resolve("more.csv");
    houses.without("price").write(more);
    Table predicted = trained.predict(more);
    double squares = 0;
    for (int i = 0; i < 50; i++) {
      double error = predicted.column("price").number(i) - truth[i];
      squares += error * error;
    }
    assertThat(Math.sqrt(squares / 50)).isLessThan(45);
    Path lacking = folder.resolve("lacking.csv");
    houses.without("area").write(lacking);
    assertThatThrownBy(() -> trained.predict(lacking))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("area");
  }

  @Test
  @DisplayName("Rows to predict for are separated as those were that it was trained with")
  void separators() throws IOException {
    Path csv = folder.resolve("other.csv");
    Path commas = folder.resolve("commas.csv");
    GeneratedTables.regression(5, 200).write(commas);
    Files.writeString(csv, Files.readString(commas).replace(',', ';'));
    Recipe other = Recipe.read(Files.writeString(folder.resolve("other.yaml"), """
        task: regression
        data: {set: csv, table: {file: '%s', target: price, separator: ;}, train: 0.75, validation: 0.25}
        model: {kind: mlp, hidden: []}
        optimizer: {kind: adam, lr: 0.02}
        train: {epochs: 1, batch: 50}
        """.formatted(csv)));
    RunDirectory directory = RunDirectory.at(folder.resolve("other"));
    new Run(Experiment.of(
            other.variant(), 3, other.variant().data().open(TinyRecipe.nowhere(folder))))
        .execute(directory, "test", each -> {});
    TrainedModel trained = TrainedModel.read(directory.model());
    assertThat(trained.predict(csv).size()).isEqualTo(200);
    assertThatThrownBy(() -> trained.predict(commas)).isInstanceOf(DataException.class);
  }

  @Test
  @DisplayName(
      "Rows in another order are other data: what would be drawn from them for validation was trained on")
  void otherDataHaveNoValidation() {
    Table homes = GeneratedTables.regression(5, 1_000);
    int[] turned =
        IntStream.range(0, homes.size()).map(i -> homes.size() - 1 - i).toArray();
    NamedSet others = TableSet.of(
        "homes", homes.rows(turned), 0.2, Preparation.of(Target.value("price").standardized()));
    TrainedModel trained = TrainedModel.read(model);
    assertThatThrownBy(() -> trained.evaluate(others, false))
        .isInstanceOf(LabException.class)
        .hasMessageStartingWith(model + ": was trained on homes with the SHA-256 ")
        .hasMessageEndingWith(": give the data it was trained on with --data-dir.");
    assertThat(trained.evaluate(others, true).values())
        .containsKey("test/rmse"); // asked of on purpose
    assertThat(trained.evaluate(rows, false).values()).containsKey("val/rmse");
  }

  @Test
  @DisplayName("Baselines have the run's measures on the run's split, and are the same each time")
  void hasBaselines() {
    Experiment experiment = Experiment.of(recipe.variant(), 3, rows);
    RunResult mean = Baselines.constant(experiment);
    assertThat(mean.variant()).isEqualTo("mean");
    assertThat(Objects.requireNonNull(mean.test()).values().keySet())
        .isEqualTo(Objects.requireNonNull(result.test()).values().keySet());
    assertThat(mean.selected("val/r2")).isBetween(-0.05, 1e-6);
    assertThat(result.selected("test/rmse")).isLessThan(0.5 * mean.selected("test/rmse"));
    assertThat(Baselines.constant(experiment)).isEqualTo(mean);
    assertThat(Baselines.linear(recipe.variant())).isNull(); // it is one itself
  }

  @Test
  @DisplayName("The mean's errors are those of the training part's mean, in the target's units")
  void meanInUnits() {
    Experiment experiment = Experiment.of(recipe.variant(), 3, rows);
    TableSet table = (TableSet) rows;
    Table trained = table.trainRows().split(3, 0.75, 0.25).get(0);
    double mean = 0;
    for (int row = 0; row < trained.size(); row++) {
      mean += trained.column("price").number(row) / trained.size();
    }
    Table tested = table.testRows();
    double squares = 0;
    for (int row = 0; row < tested.size(); row++) {
      double error = tested.column("price").number(row) - mean;
      squares += error * error;
    }
    assertThat(Baselines.constant(experiment).selected("test/rmse"))
        .isCloseTo(Math.sqrt(squares / tested.size()), withinPercentage(0.01));
  }

  @Test
  @DisplayName("The majority's accuracy is its share; each label's majority never finds a rare one")
  void majorities() {
    Recipe labels = Recipe.of("multilabel").quick();
    NamedSet houses = labels.variant().data().open(TinyRecipe.nowhere(folder));
    Map<String, Double> test = Objects.requireNonNull(
            Baselines.constant(Experiment.of(labels.variant(), 0, houses)).test())
        .values();
    assertThat(test.get("test/f1/family")).isZero();
    assertThat(test.get("test/f1/old")).isGreaterThan(0.5);
  }
}
