package org.ockham.search.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.search.Study;
import org.ockham.search.sampler.Random;

/** What a program hears of logging that did not set any up. */
final class LogTest {

  @TempDir
  Path folder;

  /** A user's program. */
  static final class Program {

    private Program() {}

    public static void main(String[] arguments) {
      try (Storage storage = Storage.of(arguments[0])) {
        Study study = Study.minimize("quiet", storage, Random.seeded(1));
        study.optimize(trial -> trial.suggestDouble("x", 0, 1), 2);
        System.out.println(
            study.result().trials().size() + " " + System.getProperty("slf4j.internal.verbosity"));
      }
    }
  }

  @Test
  void aProgramWithoutAProviderHearsNothing() throws Exception {
    for (String url :
        List.of("memory://", "sqlite:///" + folder.resolve("quiet.db").toAbsolutePath())) {
      assertThat(run(url)).as(url).containsExactly("2 null", "");
    }
  }

  @Test
  void oneThatAskedForMoreHearsIt() throws Exception {
    List<String> heard = run("memory://", "-Dslf4j.internal.verbosity=WARN");
    assertThat(heard.get(0)).isEqualTo("2 WARN");
    assertThat(heard.get(1)).contains("No SLF4J providers were found");
  }

  /** The last line that the program printed, and all that it wrote on standard error. */
  private List<String> run(String url, String... options) throws Exception {
    String classPath = Arrays.stream(
            System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.contains("slf4j-simple"))
        .collect(Collectors.joining(File.pathSeparator));
    Path errors = folder.resolve("errors.txt");
    List<String> command = new ArrayList<>(
        List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.add(
        "--enable-native-access=ALL-UNNAMED"); // or Java 24 and later warn of SQLite's library
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", classPath, Program.class.getName(), url));
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    List<String> lines = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
        .lines()
        .toList();
    assertThat(process.waitFor()).as(Files.readString(errors)).isZero();
    return List.of(lines.get(lines.size() - 1), Files.readString(errors));
  }
}
