package org.ockham.lab.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.lab.catalogue.RecipeException;
import org.ockham.loss.BceLoss;
import org.ockham.loss.BceWithLogitsLoss;
import org.ockham.loss.CrossEntropyLoss;
import org.ockham.loss.L1Loss;
import org.ockham.loss.MseLoss;
import org.ockham.metric.Metric;
import org.ockham.nn.Linear;
import org.ockham.optim.Adam;
import org.ockham.tensor.Tensor;
import org.ockham.train.MultiLabel;

class TaskTest {

  @TempDir
  Path folder;

  private Recipe recipe(String first, String data) throws IOException {
    return Recipe.read(Files.writeString(folder.resolve("r.yaml"), first + """

        data: {%s, train: 0.8, validation: 0.2}
        model: {kind: mlp, hidden: [4]}
        optimizer: {kind: adam}
        train: {epochs: 1}
        """.formatted(data)));
  }

  @Test
  @DisplayName(
      "The task follows from the data, and loss, selection, outputs and headline from the task")
  void followsFromData() throws IOException {
    Variant points = recipe("", "set: points-xor").variant();
    assertThat(points.task()).isEqualTo(Task.CLASSIFICATION);
    assertThat(points.loss()).isEqualTo(new CrossEntropyLoss());
    assertThat(points.sizes()).isEqualTo("2-4-2");
    assertThat(points.tags("val")).containsExactly("val/accuracy", "val/loss");

    Variant houses = recipe("", "set: houses").variant();
    assertThat(houses.task()).isEqualTo(Task.REGRESSION);
    assertThat(houses.loss()).isEqualTo(new MseLoss());
    assertThat(houses.sizes()).endsWith("-4-1");
    assertThat(houses.train().select()).isEqualTo("val/rmse");
    assertThat(houses.headline("test")).isEqualTo("test/rmse");
    assertThat(houses.task().headline()).isEqualTo(new Headline("rmse", false, false, ""));
    assertThat(houses.task().headline().text(45.10321)).isEqualTo("45.1032");

    Variant labels = recipe("task: multilabel", "set: house-labels").variant();
    assertThat(labels.loss()).isEqualTo(new BceWithLogitsLoss());
    assertThat(labels.tags("val"))
        .containsExactly(
            "val/f1_micro",
            "val/f1_macro",
            "val/exact_match",
            "val/f1/large",
            "val/f1/family",
            "val/f1/old",
            "val/loss");
    assertThat(labels.task().headline().text(0.875)).isEqualTo("87.50 %");
  }

  @Test
  @DisplayName(
      "Another loss and another metric of the task may be asked for; one that it has not is refused with those it has")
  void takesOthers() throws IOException {
    Recipe houses = recipe("loss: l1", "set: houses");
    assertThat(houses.variant().loss()).isEqualTo(new L1Loss());
    assertThat(houses.with("train.select", "val/mae", "--set").variant().train().select())
        .isEqualTo("val/mae");
    assertThatThrownBy(() -> houses.with("train.select", "val/accuracy", "--set x"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("train.select is 'val/accuracy'")
        .hasMessageContaining("val/rmse, val/mae, val/r2, val/loss");
  }

  @Test
  @DisplayName(
      "A loss of probabilities is refused for labels, whose measures look at what is before the sigmoid; one that stays many numbers for all")
  void refusesLosses() {
    assertThatThrownBy(() -> recipe("task: multilabel\nloss: bce", "set: house-labels"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("loss is bce, which takes probabilities")
        .hasMessageContaining("take bce-with-logits");
    assertThatThrownBy(
            () -> new MultiLabel(new Linear(2, 1), Adam.rate(1e-3), new BceLoss(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("take BceWithLogitsLoss");
    assertThatThrownBy(
            () -> recipe("loss: {kind: cross-entropy, reduction: none}", "set: points-xor"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("loss.reduction is none, but training minimises one number");
  }

  @Test
  @DisplayName("A label counts as said above the probability that a metric asks for")
  void thresholds() throws IOException {
    Variant variant = recipe(
            "task: multilabel\nmetrics: {f1: {averaging: micro, threshold: 0.3}, half: {kind: recall}}",
            "set: house-labels")
        .variant();
    Map<String, Metric> metrics = new HashMap<>();
    variant
        .completed(
            variant
                .task()
                .module(variant.network(), variant.optimizer(), variant.loss(), 1, List.of()),
            1)
        .metrics()
        .forEach(metric -> metrics.put(metric.name(), metric));
    Tensor logits = Tensor.of(new float[] {0.3f, -0.4f, 2, -2}, 4, 1);
    Tensor there = Tensor.of(new float[] {1, 1, 1, 0}, 4, 1);
    metrics.values().forEach(metric -> metric.update(logits, there));
    assertThat(metrics.get("f1_micro").value()).isEqualTo(1); // not the task's own, at a half
    assertThat(metrics.get("recall_macro").value()).isCloseTo(2.0 / 3, within(1e-12));
    assertThatThrownBy(() -> recipe(
            "task: multilabel\nmetrics: {low: {kind: f1, threshold: 0.3}, high: {kind: f1, threshold: 0.7}}",
            "set: house-labels"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("metrics.low and metrics.high both measure f1_macro");
  }

  @Test
  @DisplayName("A task that contradicts the data is refused")
  void refusesContradictions() {
    assertThatThrownBy(() -> recipe("task: regression", "set: points-xor"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining(
            "task is regression, but points-xor asks for classification: leave task out, or take other data");
    assertThatThrownBy(() -> recipe("task: regresion", "set: houses"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("did you mean regression?");
  }

  @Test
  @DisplayName(
      "A file needs its task, which is written with the recipe; it is not read before it is needed")
  void knowsFiles() throws IOException {
    String data = "set: csv, table: {file: nowhere.csv, target: y}";
    assertThatThrownBy(() -> recipe("", data))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("task must be given");
    assertThatThrownBy(() -> recipe("task: regression", "set: csv"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("must name the file and its target or labels");
    assertThatThrownBy(() -> recipe("", "set: csv, table: {file: a.csv, target: y, labels: [z]}"))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("give one of them");
    Variant variant = recipe("task: classification", data).variant();
    assertThat(variant.task()).isEqualTo(Task.CLASSIFICATION);
    Variant again = Recipe.ofJson("m", variant.json(3)).variant();
    assertThat(again.task()).isEqualTo(Task.CLASSIFICATION);
    assertThat(again.differencesFrom(variant))
        .containsExactly(Map.entry("data.table.file", "nowhere.csv")); // of a model the name alone
    assertThat(recipe("", "set: csv, table: {file: a.csv, labels: [p, q]}")
            .variant()
            .task())
        .isEqualTo(Task.MULTILABEL);
  }
}
