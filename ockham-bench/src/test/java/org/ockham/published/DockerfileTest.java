package org.ockham.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** An image needs a registry, and is seldom built: here it is read. It must build and start what the launcher builds and starts. */
final class DockerfileTest {

  private final Published command = Published.named("ockham-cli");
  private List<String> instructions;
  private String launcher;

  @BeforeEach
  void read() throws IOException {
    instructions = Files.readString(Published.ROOT.resolve("Dockerfile"))
        .replaceAll("(?m)^#.*\n", "")
        .replaceAll("\\s*\\\\\n\\s*", " ")
        .lines()
        .toList();
    launcher = Files.readString(Published.ROOT.resolve("ockham"))
        .replaceAll("\"?\\$module\\b\"?", command.artifact());
  }

  @Test
  @DisplayName(
      "It is built with the launcher's options, and takes the files that the launcher does")
  void builds() throws IOException {
    String run = all("RUN").get(0);
    assertThat(words("\\./mvnw (.*?) &&", run))
        .hasSizeGreaterThan(5)
        .containsExactlyInAnyOrderElementsOf(words("\\./mvnw (.*)\\) >&2", launcher));

    String classPath = found("\n *printf (.*)>\"\\$built/classpath\"", launcher).get(0);
    assertThat(found("/target/quick/([\\w.-]+)", run))
        .as("all but Spark, which the command does without")
        .containsExactlyElementsOf(found("\\$quick/(?!spark)([\\w.-]+)", classPath))
        .allSatisfy(file -> assertThat(command.jar().resolveSibling(file)).exists());
    assertThat(Stream.of("classpath", "engine").flatMap(this::jars))
        .as("they lie in one folder")
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName(
      "It starts the launcher's program by the same options, without a shell, from what was copied")
  void starts() throws IOException {
    String run = all("RUN").get(0);
    List<String> entry = strings(all("ENTRYPOINT"));
    String main = found("\nmain=(.*)", launcher).get(0);
    assertThat(entry)
        .containsExactly(
            "java", "@" + copied("/java-options"), "-cp", copied("/jars") + "/*", main);
    try (JarFile jar = new JarFile(command.jar().toFile())) {
      assertThat(jar.getEntry(main.replace('.', '/') + ".class")).isNotNull();
    }
    assertThat(run).contains("mkdir /jars ").endsWith(" > /java-options");
    assertThat(strings(all("CMD"))).containsExactly("--help");
    assertThat(strings(all("RUN").subList(2, 3)))
        .as("the engine is tried as the entry point starts it")
        .containsExactlyElementsOf(
            Stream.concat(entry.stream(), Stream.of("doctor")).toList());

    assertThat(found("(--[a-z-]+=[A-Za-z-]+)", run))
        .containsExactlyInAnyOrderElementsOf(found("(--[a-z-]+=[A-Za-z-]+)", launcher));
    assertThat(all("ENV"))
        .containsExactly(found("export (MALLOC_.*?) ;;", launcher).get(0));
  }

  @Test
  @DisplayName(
      "Its bases have a tag, of a Java that knows the options; its user is the page's and has no rights")
  void foundations() throws IOException {
    assertThat(all("FROM"))
        .hasSize(2)
        .allSatisfy(base -> assertThat(
                found("^docker\\.io/library/eclipse-temurin:(\\d+)-j(?:dk|re)-\\w+", base))
            .singleElement()
            .satisfies(java -> assertThat(Integer.parseInt(java)).isGreaterThanOrEqualTo(24)));
    String user = all("USER").get(0);
    String folders = all("RUN").get(1);
    List<String> id = found("useradd --create-home --uid ([1-9]\\d+) " + user + " ", folders);
    String home = all("WORKDIR").get(1);
    String natives = found("cachedir=([\\w/]+)", all("RUN").get(0)).get(0);
    assertThat(folders).contains(" -o " + user + " " + natives + " " + home + "/runs");
    assertThat(Files.readString(Published.ROOT.resolve("docs/use.md")))
        .contains("-v ockham-runs:" + home + "/runs ", "for the user " + id.get(0) + ".");
    assertThat(instructions.indexOf("USER " + user))
        .as("the natives are unpacked by who will use them")
        .isLessThan(instructions.indexOf("RUN " + all("RUN").get(2)));
  }

  /** What stands behind an instruction, each time that it is given. */
  private List<String> all(String instruction) {
    return instructions.stream()
        .filter(line -> line.startsWith(instruction + " "))
        .map(line -> line.substring(instruction.length() + 1))
        .toList();
  }

  /** Where a path of the image that builds lies in the one that is kept. */
  private String copied(String path) {
    String to = found("(?m)^--from=build " + path + " (.*)$", String.join("\n", all("COPY")))
        .get(0);
    return to.endsWith("/") ? to + path.substring(1) : to;
  }

  private Stream<Path> jars(String file) {
    try {
      return Arrays.stream(command.built(file).split(File.pathSeparator))
          .map(jar -> Path.of(jar).getFileName());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> found(String pattern, String in) {
    return Pattern.compile(pattern)
        .matcher(in)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  /** The words of what is found, but for those that are somebody's own. */
  private static List<String> words(String pattern, String in) {
    return Stream.of(found(pattern, in).get(0).split(" "))
        .filter(word -> !word.contains("$"))
        .toList();
  }

  private static List<String> strings(List<String> exec) {
    assertThat(exec).hasSize(1);
    return List.of(JsonMapper.shared().readValue(exec.get(0), String[].class));
  }
}
