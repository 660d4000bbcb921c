package org.ockham.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class TutorialsTest {

  private static final Path DOCS = Path.of("..", "docs");
  private static final Path IMAGES = DOCS.resolve("tutorials/images");

  @TempDir
  Path folder;

  @TestFactory
  @DisplayName(
      "The code of each tutorial runs, prints where its text has output, and draws the pictures that are kept")
  Stream<DynamicTest> tutorials() throws IOException {
    List<Path> files = Tutorial.in(DOCS.resolve("tutorials"));
    assertThat(files).hasSize(5);
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(
            file.getFileName().toString(), () -> checkRuns(Tutorial.read(file), number(file))));
  }

  private void checkRuns(Tutorial tutorial, String number) throws Exception {
    List<String> outputs = TutorialRun.run(
        tutorial,
        Map.of(
            "pictures",
            folder.toString(),
            "epochs",
            "2",
            "images",
            "100",
            "seeds",
            "2",
            "trials",
            "2"));
    assertThat(outputs.stream().map(String::isEmpty))
        .as("blocks that print, and those with output behind them")
        .containsExactlyElementsOf(
            tutorial.outputs().stream().map(String::isEmpty).toList());
    assertThat(pictures(folder, number)).isNotEmpty().isEqualTo(pictures(IMAGES, number));
  }

  @Test
  @DisplayName("The French tutorials have the code and the output of the English ones")
  void translations() throws IOException {
    List<Path> english = Tutorial.in(DOCS.resolve("tutorials"));
    List<Path> french = Tutorial.in(DOCS.resolve("fr/tutoriels"));
    assertThat(french).hasSameSizeAs(english);
    for (int i = 0; i < english.size(); i++) {
      Tutorial one = Tutorial.read(english.get(i));
      Tutorial other = Tutorial.read(french.get(i));
      assertThat(other.blocks()).as("%s", french.get(i)).isEqualTo(one.blocks());
      assertThat(other.outputs()).as("%s", french.get(i)).isEqualTo(one.outputs());
    }
  }

  @Test
  @DisplayName("JShell runs the script of a tutorial, which prints what the tutorial does")
  void script() throws Exception {
    Tutorial tutorial = Tutorial.read(DOCS.resolve("tutorials/1-foundations.md"));
    Path script = Files.writeString(folder.resolve("1-foundations.jsh"), tutorial.script());
    Path said = folder.resolve("said");
    Process shell = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "jshell").toString(),
            "--class-path",
            System.getProperty("java.class.path"),
            "-J-XX:TieredStopAtLevel=1",
            "-R-XX:TieredStopAtLevel=1",
            "-R--enable-native-access=ALL-UNNAMED",
            "-R-Depochs=2",
            "-R-Dpictures=" + folder,
            script.toString())
        .redirectErrorStream(true)
        .redirectOutput(said.toFile())
        .start();
    try {
      assertThat(shell.waitFor(5, TimeUnit.MINUTES)).isTrue();
    } finally {
      shell.destroyForcibly();
    }
    List<String> outputs =
        TutorialRun.run(tutorial, Map.of("epochs", "2", "pictures", folder.toString()));
    assertThat(said).hasContent(String.join("", outputs));
  }

  private static List<String> pictures(Path folder, String number) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(number + "-"))
          .sorted()
          .toList();
    }
  }

  private static String number(Path file) {
    return file.getFileName().toString().substring(0, 1);
  }

  @Test
  @DisplayName(
      "Blocks are one program; what each prints is put behind it, in place of what was there")
  void program() throws Exception {
    Tutorial tutorial = Tutorial.of("""
        # T

        ```java
        import java.util.List;
        ```
        ```java
        record Pair(int a, int b) {
          int sum() {
            return a + b;
          }
        }

        int twice(int x) {
          return 2 * x;
        }
        ```

        ```java
        Pair pair = new Pair(1, Integer.getInteger("b", 2));
        System.out.println(twice(pair.sum()));
        ```

        ```text
        old
        ```

        ```java
        List<Integer> more = List.of(pair.a());
        ```
        """);
    List<String> outputs = TutorialRun.run(tutorial, Map.of("b", "3"));
    assertThat(outputs).containsExactly("", "", "8\n", "");
    assertThat(tutorial.withOutputs(outputs))
        .contains("```\n\n```text\n8\n```\n\n```java\nList")
        .doesNotContain("old");
    assertThat(tutorial.withOutputs(List.of("", "", "", ""))).doesNotContain("```text");
    assertThatThrownBy(() -> TutorialRun.run(Tutorial.of("```java\nint x = y;\n```\n"), Map.of()))
        .hasMessageContaining("int x = y;")
        .hasMessageContaining("cannot find symbol");
  }
}
