package org.ockham.lab.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.DataDirectory;
import org.ockham.data.DataException;
import org.ockham.data.NamedSet;
import org.ockham.data.table.GeneratedTables;
import org.ockham.lab.TinyRecipe;

final class TablePathsTest {

  @TempDir
  private Path folder;

  private static String file(Variant variant) {
    return variant.data().table().file();
  }

  private Recipe recipe() throws IOException {
    Path below = Files.createDirectories(folder.resolve("base"));
    Files.writeString(below.resolve("base.yaml"), """
        task: regression
        data: {set: csv, table: {file: homes.csv, target: price}, train: 0.8, validation: 0.2}
        model: {kind: mlp, hidden: []}
        optimizer: {kind: adam, lr: 0.02}
        train: {epochs: 1, batch: 50}
        """);
    return Recipe.read(
        Files.writeString(folder.resolve("over.yaml"), """
        extend: base/base.yaml
        variants:
          below: {}
          here: {data.table.file: ./homes.csv}
          map: {data.table: {file: other/homes.csv, target: price, test: test.csv}}
          away: {data.table.file: '%s'}
        """.formatted(folder.resolve("away.csv"))));
  }

  @Test
  @DisplayName(
      "Each file is taken from the recipe on that names it, what is set from the working directory")
  void foldersOfRecipes() throws IOException {
    Recipe recipe = recipe();
    Path root = folder.toAbsolutePath();
    assertThat(file(recipe.variant("below")))
        .isEqualTo(root.resolve("base/homes.csv").toString());
    assertThat(file(recipe.variant("here"))).isEqualTo(root.resolve("homes.csv").toString());
    assertThat(file(recipe.variant("map")))
        .isEqualTo(root.resolve("other/homes.csv").toString());
    assertThat(recipe.variant("map").data().table().test())
        .isEqualTo(root.resolve("test.csv").toString());
    assertThat(file(recipe.variant("away")))
        .isEqualTo(folder.resolve("away.csv").toString());
    assertThat(recipe.variant("below").data().name()).isEqualTo("homes.csv");
    assertThat(file(recipe.with("data.table.file", "set.csv", "--set").variant("here")))
        .isEqualTo(Path.of("set.csv").toAbsolutePath().toString());
  }

  @Test
  @DisplayName(
      "A model's recipe keeps names alone, whatever it says, and opens them in the user's directory only")
  void namesOfModels() throws IOException {
    Variant variant = recipe().variant("below");
    assertThat(variant.json(0)).contains("\"homes.csv\"").doesNotContain("base");
    Path secret = folder.resolve("secret.csv");
    GeneratedTables.regression(1, 50).write(secret);
    Variant forged = Recipe.ofJson(
            "model", variant.json(0).replace("homes.csv", secret.toString().replace("\\", "\\\\")))
        .variant();
    assertThat(file(forged)).isEqualTo("secret.csv");
    assertThatThrownBy(() -> forged.data().open(TinyRecipe.nowhere(folder)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "secret.csv: is a name without a directory, which is all that a model says of its"
                + " file: give the directory with --data-dir.");
    assertThatThrownBy(() -> forged.data().inputShape()).isInstanceOf(DataException.class);
    NamedSet opened = forged.data().open(DataDirectory.of(folder));
    assertThat(opened.train().size()).isEqualTo(40);
  }
}
