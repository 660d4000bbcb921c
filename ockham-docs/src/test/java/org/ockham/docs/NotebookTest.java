package org.ockham.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NotebookTest {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Pattern SHOWN = Pattern.compile(
      "// .+\njavax\\.imageio\\.ImageIO\\.read\\(pictures\\.(resolve\\(\"[\\w-]+\\.png\"\\))\\.toFile\\(\\)\\)");

  static Stream<Document> tutorials() throws IOException {
    return Navigation.read(ROOT).all().stream().filter(Document::isTutorial);
  }

  @ParameterizedTest
  @MethodSource("tutorials")
  @DisplayName("Code follows the cell that fetches Ockham, block by block")
  void blocks(Document tutorial) {
    List<String> blocks = Tutorial.of(tutorial.text()).blocks().stream()
        .map(String::stripTrailing)
        .toList();
    for (Notebook notebook : List.of(Notebook.JJAVA, Notebook.RAPAIO)) {
      List<String> code = sources(notebook.of(tutorial, "1.2.3"), "code");
      assertThat(code.get(0)).startsWith("%");
      assertThat(code.subList(1, code.size()))
          .filteredOn(cell -> !SHOWN.matcher(cell).matches())
          .isEqualTo(blocks);
    }
  }

  @ParameterizedTest
  @MethodSource("tutorials")
  @DisplayName("Each picture is shown from the file that a block above has written")
  void pictures(Document tutorial) {
    String json = Notebook.RAPAIO.of(tutorial, "1.2.3");
    assertThat(sources(json, "markdown")).isNotEmpty().noneMatch(text -> text.contains("!["));
    int shown = 0;
    String above = "";
    for (String code : sources(json, "code")) {
      var match = SHOWN.matcher(code);
      if (match.matches()) {
        shown++;
        assertThat(above).contains(match.group(1));
      } else {
        above += code;
      }
    }
    assertThat(shown).isEqualTo(tutorial.text().split("!\\[", -1).length - 1).isPositive();
  }

  @ParameterizedTest
  @MethodSource("tutorials")
  @DisplayName("Links lead to pages of the site, and to the notebooks of other tutorials")
  void links(Document tutorial) {
    Pattern link = Pattern.compile("]\\(([^)#]+)");
    for (Notebook notebook : List.of(Notebook.JJAVA, Notebook.RAPAIO)) {
      List<String> led = sources(notebook.of(tutorial, "1.2.3"), "markdown").stream()
          .flatMap(text -> link.matcher(text).results().map(match -> match.group(1)))
          .map(target -> Address.resolve(tutorial.address(), target))
          .toList();
      assertThat(led).isNotEmpty().allSatisfy(target -> {
        boolean isNotebook = target.contains("tutori");
        String end = isNotebook ? notebook.suffix() : ".html";
        assertThat(target).endsWith(end);
        assertThat(ROOT.resolve("docs")
                .resolve(target.substring(0, target.length() - end.length()) + ".md"))
            .exists();
      });
      assertThat(led).anyMatch(target -> target.endsWith(notebook.suffix()));
    }
  }

  @Test
  @DisplayName(
      "A release comes from Maven Central; a snapshot also from the local repository, where rapaio does not look by itself")
  void fetch() {
    Document tutorial =
        new Document("docs/tutorials/1-a.md", "A", "# A\n\n```java\nint a = 1;\n```\n");
    assertThat(sources(Notebook.JJAVA.of(tutorial, "1-SNAPSHOT"), "code").get(0))
        .isEqualTo(
            "%maven org.ockham:ockham-lab:1-SNAPSHOT org.ockham:ockham-natives:pom:1-SNAPSHOT");
    assertThat(sources(Notebook.RAPAIO.of(tutorial, "1.2.3"), "code").get(0)).isEqualTo("""
        %dependency /add org.ockham:ockham-lab:1.2.3
        %dependency /add org.ockham:ockham-natives:pom:1.2.3
        %dependency /resolve""");
    assertThat(sources(Notebook.RAPAIO.of(tutorial, "1-SNAPSHOT"), "code").get(0))
        .isEqualTo("""
        %dependency /add-repo installed \\{java.nio.file.Path.of(System.getProperty("user.home"), ".m2", "repository").toUri()}
        %dependency /add org.ockham:ockham-lab:1-SNAPSHOT
        %dependency /add org.ockham:ockham-natives:pom:1-SNAPSHOT
        %dependency /resolve""");
  }

  private static List<String> sources(String json, String type) {
    JsonNode notebook = new JsonMapper().readTree(json);
    assertThat(notebook.at("/nbformat").asInt()).isEqualTo(4);
    return notebook
        .at("/cells")
        .valueStream()
        .filter(cell -> cell.at("/cell_type").asString().equals(type))
        .map(cell -> cell.at("/source").asString())
        .toList();
  }
}
