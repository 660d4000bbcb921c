package org.ockham.lab.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.lab.TinyRecipe;
import org.ockham.lab.catalogue.RecipeException;
import tools.jackson.databind.node.ObjectNode;

final class RecipeSchemaTest {

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private static final Schema SCHEMA = REGISTRY.getSchema(Recipe.schema());

  @Test
  @DisplayName("It is a schema of the draft it names")
  void metaSchema() {
    ObjectNode document = Recipe.schema();
    String dialect = document.get("$schema").stringValue();
    assertThat(dialect).isEqualTo(SpecificationVersion.DRAFT_2020_12.getDialectId());
    Schema meta = REGISTRY.getSchema(SchemaLocation.of(dialect));
    assertThat(meta.validate(document)).isEmpty();
    document.withObject("properties").withObject("about").put("type", 3);
    assertThat(meta.validate(document)).isNotEmpty();
  }

  @Test
  @DisplayName("The recipes that come with Ockham conform, and so does what runs keep of them")
  void shipped() throws IOException {
    for (String name : Recipe.shipped()) {
      try (InputStream in = Recipe.class.getResourceAsStream(name + ".yaml")) {
        assertThat(SCHEMA.validate(Yaml.map(name, Yaml.text(in)))).as(name).isEmpty();
      }
      for (Variant variant : Recipe.of(name).variants()) {
        assertThat(SCHEMA.validate(Yaml.map(name, variant.json(1)))).as(name).isEmpty();
      }
    }
    assertThat(SCHEMA.validate(Yaml.map("tiny", TinyRecipe.TEXT))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimizer: {kind: adam, lr: 0.1, momentum: 0.5}",
        "optimizer: {kind: adm}",
        "optimizer: {lr: 0.1}",
        "optimizer: {kind: adam, lr: -1}",
        "optimizer: {kind: adam, lr: fast}",
        "optimizer: {kind: adam, beta1: 1}",
        "train: {epochs: 0}",
        "train: {batch: 5}",
        "model: {kind: mlp, hidden: [0]}",
        "data: {set: minst}",
        "schedule: {kind: step}",
        "schedule: {kind: step, stepSize: 3, unit: hour}",
        "schedule: {kind: step, stepSize: 3, power: 2}",
        "regularizers: {l3: {lambda: 1}}",
        "regularizers: {l1: {}}",
        "clipping: {kind: norm}",
        "loss: cross",
        "seeds: [1, 1]",
        "variants: {a: {optimiser.lr: 1}}",
        "search: {sampler: tpee, space: {optimizer.lr: [1, 2]}}",
        "search: {space: {optimizer.lr: {from: 1}}}",
        "compare: {margin: -1}",
        "compare: {confidence: 1}",
        "compare: {tune: {trial: 3}}",
        "compare: {marign: 0.1}",
        "colour: red",
        "model: {layers: [flatten, {kind: linear, outFeature: 3}]}",
        "model: {layers: [{name: a}]}",
        "model: {layers: [{kind: conv2d}]}",
        "model: {layers: []}",
        "model: {hidden: [3]}",
      })
  @DisplayName("It refuses what a recipe refuses")
  void refuses(String section) {
    assertThat(isRead(section)).isFalse();
    assertThat(SCHEMA.validate(changed(section))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{extend: mnist-mlp, train: {epochs: 2}, optimizer: {lr: 1e-4}, variants: {l2: null}}",
        "{extend: mine.yaml}",
      })
  @DisplayName("A recipe over another may say a part only")
  void extending(String text) {
    assertThat(SCHEMA.validate(Yaml.map("over", text))).isEmpty();
    assertThat(SCHEMA.validate(Yaml.map("over", text.replace("extend", "extends"))))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "optimizer: sgd",
        "optimizer: {kind: sam, base: {kind: sgd, lr: 0.1}}",
        "schedule: {kind: step, stepSize: 3, unit: epoch}",
        "schedule: {kind: one-cycle, maxRate: 0.1}",
        "schedule: {kind: plateau, monitor: val/loss}",
        "schedule: {kind: warmup, steps: 5, then: {kind: cosine, totalSteps: 9}}",
        "schedule: {kind: sequential, milestones: [5], curves: [{kind: constant, totalSteps: 5}, {kind: exponential, gamma: 0.9}]}",
        "regularizers: {l1: {lambda: 0.1}, 'on': {kind: max-norm, bound: 3, 'on': 'fc1.*'}}",
        "clipping: {kind: value, bound: 1}",
        "optimizer: {kind: adam, lr: 1e-4}",
        "{model: {layers: [flatten, {kind: linear, outFeatures: 3, name: a}, relu, linear]}, variants: {a: {}}}",
        "{model: {kind: layers, layers: [{kind: residual, layers: [{kind: conv2d, outChannels: 1, kernelSize: [3, 3], padding: 1}]}, flatten, linear]}, variants: {a: {}}}",
        "loss: cross-entropy",
        "loss: {kind: cross-entropy, labelSmoothing: 0.1}",
        "compare: {baseline: dropout, metric: test/loss, margin: 0.003, confidence: 0.9}",
        "compare: {tune: {trials: 20, space: {optimizer.lr: {from: 0.1, to: 1, log: true}}}}",
        "search: {sampler: {kind: tpe, startup: 5}, pruner: {kind: hyperband, factor: 4}, space: {optimizer.lr: [1, 2]}}",
      })
  @DisplayName("It lets through what a recipe reads")
  void accepts(String section) {
    assertThat(SCHEMA.validate(changed(section))).isEmpty();
    assertThat(isRead(section)).isTrue();
  }

  private static ObjectNode changed(String section) {
    ObjectNode tree = Yaml.map("tiny", TinyRecipe.TEXT);
    tree.setAll(Yaml.map("change", section));
    return tree;
  }

  private static boolean isRead(String section) {
    try {
      Recipe.ofJson("tiny", changed(section).toString());
      return true;
    } catch (RecipeException e) {
      return false;
    }
  }
}
