package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.table.GeneratedTables;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.catalogue.Component;
import org.ockham.lab.catalogue.Kind;
import org.ockham.lab.recipe.Recipe;

/** What the README says of the command is so. */
final class ReadmeTest {

  @TempDir
  private Path folder;

  private static String readme() throws IOException {
    return Files.readString(Path.of("../README.md"));
  }

  @Test
  @DisplayName("Its recipe can be followed")
  void recipe() throws IOException {
    String readme = readme();
    int start = readme.indexOf("```yaml") + "```yaml".length();
    String yaml = readme.substring(start, readme.indexOf("```", start));
    Recipe recipe = Recipe.read(Files.writeString(folder.resolve("readme.yaml"), yaml));
    assertThat(recipe.quick().variants()).hasSize(2);
  }

  @Test
  @DisplayName("Its five lines on a table train, and the model predicts and is measured as it says")
  void table() throws IOException {
    String readme = readme();
    int start = readme.indexOf("```yaml\ntask: regression") + "```yaml".length();
    Path homes = Files.writeString(
        folder.resolve("homes.yaml"),
        readme.substring(start, readme.indexOf("```", start)).strip());
    assertThat(Files.readAllLines(homes)).hasSize(5);
    GeneratedTables.regression(1, 300).write(folder.resolve("houses.csv"));
    GeneratedTables.regression(2, 3).without("price").write(folder.resolve("new-houses.csv"));
    Path run = folder.resolve("run");
    Command train = Command.run("train", homes, "--out", run, "--threads", "1");
    assertThat(train.code()).as(train.err()).isZero();
    Path model = run.resolve("model.safetensors");
    assertThat(Command.run("predict", model, folder.resolve("new-houses.csv"))
            .out()
            .lines())
        .hasSize(4);
    assertThat(Command.run("evaluate", model, "--data-dir", folder).code()).isZero();
  }

  @Test
  @DisplayName("It lists every recipe that comes with Ockham")
  void recipes() throws IOException {
    for (String name : Recipe.shipped()) {
      assertThat(readme()).contains("`" + name + "`");
    }
  }

  @Test
  @DisplayName("Its table of exit codes has each of them")
  void exitCodes() throws IOException {
    for (Exit exit : Exit.values()) {
      assertThat(readme()).contains("| " + exit.code() + " | ");
    }
  }

  @Test
  @DisplayName("The page on data has a row for each transform, with its settings")
  void transforms() throws IOException {
    String page = Files.readString(Path.of("../docs/data.md"));
    for (Component<?> transform : Catalogue.standard().of(Kind.TRANSFORM)) {
      String start = "| `" + transform.type().getSimpleName() + "` | `" + transform.word() + "` | ";
      assertThat(page.lines().filter(line -> line.startsWith(start)))
          .as(start)
          .singleElement()
          .satisfies(row -> transform
              .settings()
              .forEach(setting -> assertThat(row).contains("`" + setting.word() + "`")));
    }
  }
}
