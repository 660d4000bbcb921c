package org.ockham.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinksTest {

  @TempDir
  Path folder;

  @Test
  @DisplayName("Every link of the documentation leads to a file, and to a heading in it")
  void theDocumentation() throws IOException {
    Path root = Path.of("..").toAbsolutePath().normalize();
    Links links = new Links(root);
    List<String> broken = Navigation.pages(root).stream()
        .flatMap(page -> links.broken(Path.of(page)).stream())
        .toList();
    assertThat(broken).isEmpty();
  }

  @Test
  @DisplayName("Links to what is not there are found, each with its reason")
  void broken() throws IOException {
    Files.writeString(folder.resolve("b.md"), "# B\n\n## Règles & limites\n");
    Files.writeString(folder.resolve("a.md"), """
        # A
        [there](b.md) [place](b.md#règles--limites) [here](#a) [web](https://example.org/x#y)
        [no file](c.md) [no place](b.md#other) [out](../b.md) ![no image](d.png)
        """);
    assertThat(new Links(folder).broken(Path.of("a.md")))
        .satisfiesExactly(
            no -> assertThat(no).contains("a.md").contains("'c.md'").contains("there is no c.md"),
            no -> assertThat(no).contains("b.md has no heading #other"),
            no -> assertThat(no).contains("'../b.md' leaves the folder"),
            no -> assertThat(no).contains("there is no d.png"));
  }
}
