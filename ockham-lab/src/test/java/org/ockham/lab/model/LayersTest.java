package org.ockham.lab.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ockham.lab.TinyRecipe;
import org.ockham.lab.catalogue.RecipeException;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import org.ockham.nn.Layer;
import org.ockham.nn.MaxPool2d;
import org.ockham.tensor.Tensor;

final class LayersTest {

  private static final String LENET = """
      [{kind: conv2d, outChannels: 16, kernelSize: 5}, relu, max-pool2d,
       {kind: conv2d, outChannels: 32, kernelSize: [5, 5], name: second}, relu, {kind: max-pool2d, kernelSize: 2, stride: 2},
       flatten, {kind: linear, outFeatures: 120}, relu, {kind: dropout, p: 0.25}, linear]""";

  private static Recipe recipe(String layers) {
    return Recipe.ofJson(
        "tiny",
        TinyRecipe.TEXT
            .replace("{kind: mlp, hidden: [16]}", "{layers: " + layers + "}")
            .replaceAll("(?s)variants:.*?seeds", "seeds"));
  }

  @Test
  @DisplayName("Input sizes follow from the data, and names are PyTorch's or one's own")
  void lenet() {
    Variant variant = recipe(LENET).variant();
    assertThat(variant.sizes()).isEqualTo("1x28x28-16x24x24-16x12x12-32x8x8-32x4x4-512-120-10");
    Layer network = variant.network();
    assertThat(network.parameters().keySet())
        .containsExactly(
            "0.weight",
            "0.bias",
            "second.weight",
            "second.bias",
            "7.weight",
            "7.bias",
            "10.weight",
            "10.bias");
    assertThat(network.children().get("2")).isInstanceOf(MaxPool2d.class);
    assertThat(network.parameterCount())
        .isEqualTo(16 * 26 + 32 * (16 * 25 + 1) + 120 * 513 + 10 * 121);
  }

  @Test
  @DisplayName("It computes what the same network of the kind cnn computes from the same weights")
  void sameAsCnn() {
    Layer layers = recipe(LENET.replace("{kind: dropout, p: 0.25}, ", ""))
        .variant()
        .network()
        .initialize(3)
        .eval();
    Layer cnn = new Cnn(
            List.of(16, 32),
            5,
            0,
            2,
            List.of(120),
            Mlp.Activation.RELU,
            Mlp.Norm.NONE,
            0.1,
            true,
            0,
            Mlp.DropoutPlace.AFTER_ACTIVATION)
        .build(new long[] {1, 28, 28}, 10);
    List<Tensor> values = List.copyOf(layers.stateDict().values());
    java.util.Map<String, Tensor> state = new java.util.LinkedHashMap<>();
    int i = 0;
    for (String name : cnn.stateDict().keySet()) {
      state.put(name, values.get(i++));
    }
    cnn.load(state).eval();
    Tensor x = Tensor.ones(2, 1, 28, 28);
    assertThat(layers.apply(x).toFloats()).containsExactly(cnn.apply(x).toFloats());
  }

  @Test
  @DisplayName(
      "What is written of it is read as the same, in blocks too, and --set reaches an element")
  void round() {
    Recipe recipe =
        recipe("[{kind: residual, layers: [{kind: conv2d, outChannels: 1, kernelSize: 3,"
            + " samePadding: true}, {kind: sequential, name: inner, layers: [batch-norm2d, gelu]}]},"
            + " flatten, {kind: weight-norm, layer: linear}]");
    Variant variant = recipe.variant();
    assertThat(Recipe.ofJson("model", variant.json(1)).variant()).isEqualTo(variant);
    assertThat(variant.network().parameters().keySet())
        .contains("0.branch.0.weight", "0.branch.inner.0.weight");
    Recipe set = recipe.with("model.layers.0.layers.0.kernelSize", "5", "--set k=5");
    assertThat(set.variant().network().parameters().get("0.branch.0.weight").count())
        .isEqualTo(25);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[flatten, {kind: linear, outFeatures: 5}] | model.layers.1 gives samples of shape [5], but the last layer must give [10]",
        "[{kind: linear, outFeatures: 10}] | model.layers.0 gives samples of shape [1, 28, 10], but the last layer must give [10]",
        "[flatten, relu, {kind: conv2d, kernelSize: 3}, linear] | model.layers.2 cannot stand where samples of shape [784] arrive: it takes channels and height and width",
        "[{kind: conv2d, kernelSize: 30}, linear] | model.layers.0 cannot stand where samples of shape [1, 28, 28] arrive",
        "[{kind: sequential, layers: [relu, conv3d]}] | model.layers.0.layers.1.kernelSize is missing",
        "[{kind: sequential, layers: [relu, {kind: group-norm, numGroups: 3}]}] | model.layers.0.layers.1 cannot stand where samples of shape [1, 28, 28] arrive: num_groups is 3: it must divide num_channels (1)",
        "[{kind: residual, layers: [flatten]}] | model.layers.0 cannot stand where samples of shape [1, 28, 28] arrive",
        "[{kind: residual, layers: [flatten], shortcut: [{kind: conv1d, kernelSize: 1}]}] | model.layers.0.shortcut.0 cannot stand",
        "[{kind: flatten, startDim: 0}] | model.layers.0 cannot stand where samples of shape [1, 28, 28] arrive: of a batch of 2 it makes the shape [1568]",
        "[relou, linear] | model.layers.0.kind is 'relou', but must be one of",
        "[{kind: linear, outFeature: 10}] | there is no key model.layers.0.outFeature (did you mean outFeatures?)",
        "[{kind: relu, name: a}, {kind: relu, name: a}] | model.layers has two layers of the name a",
        "[{kind: relu, name: a.b}] | model.layers.0.name is 'a.b'",
        "[] | model.layers has 0 layers",
        "5 | model.layers is 5, but must be a list of",
        "[flatten, {kind: linear, outFeatures: 1000000}, {kind: linear, outFeatures: 1000000}, linear] | model.layers.1 cannot stand where samples of shape [784] arrive: it has 785000000 parameters",
      })
  @DisplayName("What does not fit is refused with its place and the shape that arrived")
  void refuses(String layers, String sentence) {
    assertThatThrownBy(() -> recipe(layers))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining(sentence)
        .hasMessageNotContaining("\n");
  }

  @Test
  @DisplayName("A place that a list does not have is refused")
  void places() {
    Recipe recipe = recipe(LENET);
    assertThatThrownBy(() -> recipe.with("model.layers.11.p", "0", "--set p=0"))
        .hasMessage("--set p=0: there is no key model.layers.11.p: 11 is no place in a list of 11,"
            + " which are counted from 0.");
    assertThatThrownBy(() -> recipe.with("model.layers.x.p", "0", "--set p=0"))
        .hasMessageContaining("x is no place in a list");
    assertThat(recipe.with("model.layers.1", "tanh", "--set").variant().sizes())
        .isEqualTo(recipe.variant().sizes());
  }
}
