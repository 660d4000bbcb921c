package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
