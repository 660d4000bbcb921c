package org.ockham.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command as an installation of Spark starts it. Run by {@code ./mvnw -Pcluster verify}. */
@Tag("cluster")
final class SparkSubmitTest {

  private static final String RECIPE = """
      name: own
      data: {set: glyphs, train: 0.6, validation: 0.4, limit: 200, testLimit: 50}
      model: {class: org.example.Net}
      optimizer: {kind: adam, lr: 0.005}
      train: {epochs: 2, batch: 20}
      seeds: [0, 1]
      """;

  private static final String NET = """
      package org.example;
      public class Net extends org.ockham.nn.Layer {
        private final org.ockham.nn.Linear fc = child("fc", new org.ockham.nn.Linear(784, 10));
        protected org.ockham.tensor.Tensor forward(org.ockham.tensor.Tensor x) { return fc.apply(x.flatten(1)); }
      }
      """;

  @TempDir
  private Path folder;

  @Test
  @DisplayName(
      "spark-submit has a network of the user's own trained by executors, to the files of this machine alone, and says no more")
  void submitted() throws Exception {
    Path recipe = Files.writeString(folder.resolve("own.yaml"), RECIPE);
    Path here = folder.resolve("here");
    Path there = folder.resolve("there");
    List<String> words = new ArrayList<>(
        List.of("compare", recipe.toString(), "--class-path", classes().toString()));
    words.addAll(List.of("--jobs", "1", "--out"));
    List<String> alone = Build.java();
    alone.addAll(List.of("-cp", Build.commandsClassPath(), "org.ockham.cli.Main"));
    alone.addAll(words);
    alone.add(here.toString());
    ended(new ProcessBuilder(alone));

    Path home = Files.createDirectory(folder.resolve("spark"));
    try (StandaloneCluster cluster = StandaloneCluster.start(home, 1)) {
      List<String> submitted = new ArrayList<>(
          List.of("--driver-class-path", Build.commandsClassPath(), "--jars", Build.othersJars()));
      submitted.addAll(List.of("--class", Main.class.getName(), Build.jar()));
      submitted.addAll(words);
      submitted.addAll(List.of(there.toString(), "--on", cluster.url()));
      String said = ended(cluster.submit(submitted));
      assertThat(said.lines().dropWhile(line -> !line.startsWith("joining ")))
          .as(said)
          .first()
          .isEqualTo("joining " + cluster.url());
      assertThat(said).doesNotContain(" INFO ", " ERROR ");
    }
    Results.same(there, here);
  }

  /** What a process has said, which has ended well. */
  private String ended(ProcessBuilder builder) throws IOException, InterruptedException {
    Path log = folder.resolve("log");
    Process process =
        builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(log)).isZero();
      return Files.readString(log);
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }

  private Path classes() throws IOException {
    Path source = Files.writeString(folder.resolve("Net.java"), NET);
    Path classes = Files.createDirectory(folder.resolve("classes"));
    int code = ToolProvider.getSystemJavaCompiler()
        .run(
            null,
            null,
            null,
            Stream.of("-proc:none", "-d", classes, "-cp", Build.commandsClassPath(), source)
                .map(Object::toString)
                .toArray(String[]::new));
    assertThat(code).isZero();
    return classes;
  }
}
