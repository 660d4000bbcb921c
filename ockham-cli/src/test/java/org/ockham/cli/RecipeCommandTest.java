package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.lab.recipe.Recipe;

final class RecipeCommandTest {

  @TempDir
  private Path folder;

  @Test
  @DisplayName("It lists what recipes does")
  void list() {
    assertThat(Command.run("recipe", "list").out())
        .isEqualTo(Command.run("recipes").out());
  }

  @Test
  @DisplayName("A variant is shown as a recipe with all its settings")
  void show() throws IOException {
    Command shown = Command.run("recipe", "show", "mnist-mlp", "--variant", "dropout");
    assertThat(shown.code()).isZero();
    Path file = Files.writeString(folder.resolve("shown.yaml"), shown.out());
    assertThat(Recipe.read(file).variants())
        .containsExactly(Recipe.of("mnist-mlp").variant("dropout"));
  }

  @Test
  @DisplayName("All kinds are explained, one kind, and one word with what its settings must be")
  void explain() {
    assertThat(Command.run("recipe", "explain").out())
        .contains("optimizer: adam, adamw, sgd,", "schedule: step,", "data-set: glyphs,");
    assertThat(Command.run("recipe", "explain", "schedule").out())
        .contains("cosine: falls along half a cosine", "one-cycle: ");
    assertThat(Command.run("recipe", "explain", "optimizer", "adam").out())
        .contains(
            "lr: a number of at least 0; 0.001 if not given",
            "beta1: a number from 0 to below 1; 0.9 if not given");
    assertThat(Command.run("recipe", "explain", "schedule", "step").out())
        .contains("stepSize: a whole number of at least 1; must be given");
    assertThat(Command.run("recipe", "explain", "optimizer", "adm").err())
        .contains("there is no optimizer 'adm' (did you mean adam?)");
  }

  @Test
  @DisplayName("The schema is printed as JSON")
  void schema() {
    Command schema = Command.run("recipe", "schema");
    assertThat(schema.json().at("/$defs/optimizer.adam/properties/lr/minimum").asDouble())
        .isZero();
  }
}
