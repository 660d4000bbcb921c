package org.ockham.lab.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ockham.lab.TinyRecipe;
import org.ockham.lab.catalogue.RecipeException;
import org.ockham.lab.model.Mlp;
import org.ockham.optim.Adam;
import org.ockham.optim.Sgd;

final class ExtensionTest {

  @TempDir
  private Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private Recipe over(String text) throws IOException {
    file("tiny.yaml", TinyRecipe.TEXT);
    return Recipe.read(file("over.yaml", "extend: tiny.yaml\n" + text));
  }

  @Test
  @DisplayName(
      "Maps are merged, scalars and lists replaced, and variants added, replaced and left out")
  void merges() throws IOException {
    Recipe recipe = over("""
        train: {epochs: 7}
        model: {hidden: [3, 2]}
        variants:
          dropout: {model.dropout: 0.9}
          batchnorm: null
          decay: {optimizer.weightDecay: 1e-3}
        seeds: [9]
        """);
    assertThat(recipe.name()).isEqualTo("over");
    assertThat(recipe.about()).isEqualTo("Small enough for a test.");
    assertThat(recipe.seeds()).containsExactly(9L);
    assertThat(recipe.variants())
        .extracting(Variant::name)
        .containsExactly("plain", "dropout", "decay");
    Variant plain = recipe.variant();
    assertThat(plain.train()).isEqualTo(new TrainingPlan(7, 20, 1, "val/accuracy"));
    assertThat(plain.model()).isEqualTo(Mlp.of(3, 2));
    assertThat(plain.optimizer()).isEqualTo(Adam.rate(0.005));
    assertThat(((Mlp) recipe.variant("dropout").model()).dropout()).isEqualTo(0.9);
    assertThat(recipe.with("train.epochs", "1", "--set").variant().train().epochs())
        .isEqualTo(1);
  }

  @Test
  @DisplayName("A component of another kind takes over nothing of the one below")
  void kinds() throws IOException {
    assertThat(over("optimizer: {kind: sgd, momentum: 0.9}").variant().optimizer())
        .isEqualTo(Sgd.rate(1e-3).momentum(0.9));
    assertThat(over("optimizer: sgd").variant().optimizer()).isEqualTo(Sgd.rate(1e-3));
    file("word.yaml", "extend: tiny.yaml\noptimizer: sgd\n");
    assertThat(Recipe.read(file("third.yaml", "extend: word.yaml\noptimizer: {lr: 0.5}\n"))
            .variant()
            .optimizer())
        .isEqualTo(Sgd.rate(0.5));
  }

  @Test
  @DisplayName("Each mistake is told in the file and the line where it is")
  void places() throws IOException {
    assertThatThrownBy(() -> over("train:\n  epochs: 0\n"))
        .hasMessageStartingWith(folder.resolve("over.yaml") + ":3: train.epochs is 0");
    assertThatThrownBy(() -> over("train:\n  minEpochs: 9\n"))
        .hasMessageStartingWith(folder.resolve("over.yaml") + ":3: train.minEpochs is 9");
    Path base = file("base.yaml", TinyRecipe.TEXT.replace("epochs: 3", "epochs: 0"));
    Path over = file("over.yaml", "extend: base.yaml\ntrain: {batch: 5}\n");
    assertThatThrownBy(() -> Recipe.read(over))
        .hasMessageStartingWith(base + ":6: train.epochs is 0");
    file(
        "over.yaml",
        "extend: base.yaml\nvariants: {dropout: {model.dropout: 2}}\ntrain: {epochs: 1}\n");
    assertThatThrownBy(() -> Recipe.read(over))
        .hasMessageStartingWith(over + ":2, variants.dropout: model.dropout is 2.0");
  }

  @Test
  @DisplayName("Files stand where the file stands that extends them, and a name is Ockham's own")
  void folders() throws IOException {
    Files.createDirectory(folder.resolve("inner"));
    file("tiny.yaml", TinyRecipe.TEXT);
    file("inner/one.yaml", "extend: ../tiny.yaml\ntrain: {epochs: 5}\n");
    Path two = file("two.yaml", "extend: inner/one.yaml\n");
    assertThat(Recipe.read(two).variant().train().epochs()).isEqualTo(5);
    assertThat(Recipe.read(file("three.yaml", "extend: mnist-mlp\ndata: {set: glyphs}\n"))
            .variants())
        .hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "extend: over.yaml | :1: extend is over.yaml, which extends this recipe itself: leave it out.",
        "extend: circle.yaml | circle.yaml:1: extend is ./over.yaml, which extends this recipe itself",
        "extend: mnist-mpl | :1: extend is 'mnist-mpl' (did you mean mnist-mlp?), but must be one of mnist-mlp,",
        "extend: absent.yaml | absent.yaml: there is no such file.",
        "extend: [a] | :1: extend must be the name of a recipe",
        "extend: chain0.yaml | but at most 8 recipes may stand below one",
      })
  @DisplayName("Circles, long chains and what is not there are refused")
  void refuses(String text, String sentence) throws IOException {
    file("circle.yaml", "extend: ./over.yaml\n");
    for (int i = 0; i < 12; i++) {
      file("chain" + i + ".yaml", "extend: chain" + (i + 1) + ".yaml\n");
    }
    Path over = file("over.yaml", text + "\n");
    assertThatThrownBy(() -> Recipe.read(over))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining(sentence)
        .hasMessageNotContaining("\n");
  }

  @Test
  @DisplayName("What a model file carries extends nothing")
  void models() throws IOException {
    Path tiny = file("tiny.yaml", TinyRecipe.TEXT);
    assertThatThrownBy(() -> Recipe.ofJson("model", "extend: " + tiny + "\n" + TinyRecipe.TEXT))
        .isInstanceOf(RecipeException.class)
        .hasMessageContaining("there is no key extend");
  }
}
