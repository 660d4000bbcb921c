package org.ockham.lab.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.lab.TinyRecipe;
import org.ockham.lab.recipe.Recipe;
import tools.jackson.databind.JsonNode;

/** A component that a library of the user's brings ({@link Toy.Library}) is treated as Ockham's own. */
final class UserComponentTest {

  @TempDir
  private Path folder;

  @Test
  @DisplayName(
      "It can be named, set, searched and written in recipes, and is refused as others are")
  void recipes() throws IOException {
    Recipe recipe = TinyRecipe.in(folder)
        .with("optimizer", "{kind: toy}", "--set")
        .with("optimizer.limp", "0.25", "--set");
    assertThat(recipe.variant("plain").optimizer()).isEqualTo(new Toy(1e-2, 0.25));
    assertThat(recipe.variant("plain").yaml(1)).contains("kind: toy", "lr: 0.01", "limp: 0.25");
    assertThatThrownBy(() -> recipe.with("optimizer.limp", "2", "--set optimizer.limp=2"))
        .hasMessage(
            "--set optimizer.limp=2: optimizer.limp is 2.0: a probability lies between 0 and 1.");
    assertThatThrownBy(() -> recipe.with("optimizer.limb", "1", "--set optimizer.limb=1"))
        .hasMessageContaining("there is no key optimizer.limb (did you mean limp?)");
  }

  @Test
  @DisplayName("It is in completion's keys and in the schema")
  void derived() {
    assertThat(Recipe.keys()).containsKey("optimizer.limp");
    assertThat(Recipe.keys().get("optimizer.kind")).contains("toy");
    JsonNode limp = Recipe.schema().at("/$defs/optimizer.toy/properties/limp");
    assertThat(limp.get("minimum").doubleValue()).isZero();
    assertThat(limp.get("maximum").doubleValue()).isEqualTo(1);
    assertThat(limp.get("default").doubleValue()).isEqualTo(0.5);
  }
}
