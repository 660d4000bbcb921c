package org.ockham.published;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.tensor.Engine;

/**
 * Somebody's own project, {@code ockham-examples/consumer}, is built by what was built here. Its local repository begins empty but for
 * Ockham as it is installed; all else comes from this machine's repository as from a distant one, so that nothing needs a network.
 */
final class ConsumerTest {

  private static final Path KEPT = Path.of(System.getProperty("maven.repository"));

  @TempDir
  Path folder;

  @Test
  @DisplayName(
      "A project of ten lines builds from an empty repository, and trains, by its jars and by one with all in it")
  void builds() throws IOException, InterruptedException {
    Path project = folder.resolve("consumer");
    copy(Published.ROOT.resolve("ockham-examples/consumer"), project);
    Path pom = project.resolve("pom.xml");
    assertThat(Files.readAllLines(pom)).hasSizeLessThanOrEqualTo(10);
    Files.writeString(pom, Files.readString(pom).replace("</project>", shading() + "</project>"));

    Path repository = folder.resolve("repository");
    for (Published module : Published.all()) {
      module.installIn(repository);
    }
    Path settings = Files.writeString(folder.resolve("settings.xml"), """
        <settings>
          <mirrors>
            <mirror><id>kept</id><mirrorOf>*</mirrorOf><url>%s</url></mirror>
          </mirrors>
        </settings>
        """.formatted(KEPT.toUri()));
    Path classPath = project.resolve("classpath");
    // Plugins of this build's versions, since no others are sure to be here.
    run(
        project,
        List.of(
            Path.of(
                    System.getProperty("maven.home"),
                    "bin",
                    File.separatorChar == '/' ? "mvn" : "mvn.cmd")
                .toString(),
            "-B",
            "-ntp",
            "-q",
            "-s",
            settings.toString(),
            "-Dmaven.repo.local=" + repository,
            "-Dnatives=" + Engine.platform(),
            "-DincludeTypes=jar",
            "-Dmdep.outputFile=" + classPath,
            plugin("maven-compiler-plugin") + ":compile",
            plugin("maven-dependency-plugin") + ":build-classpath",
            plugin("maven-jar-plugin") + ":jar",
            plugin("maven-shade-plugin") + ":shade"));

    List<String> jars = List.of(Files.readString(classPath).split(File.pathSeparator));
    assertThat(jars).isNotEmpty().allMatch(jar -> Path.of(jar).startsWith(repository));
    assertThat(jars)
        .filteredOn(jar -> jar.matches(".*-(linux|macosx|windows)-.*"))
        .hasSize(3);
    assertThat(names(jars.stream()))
        .as("what users get is what is tested here")
        .isSubsetOf(
            names(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))));

    trains(
        project,
        "-cp",
        project.resolve("target/classes") + File.pathSeparator + Files.readString(classPath),
        "com.example.Consumer");
    Path whole = project.resolve("target/consumer-1.jar");
    // The folder where others' natives are unpacked would keep these for ever.
    trains(
        project,
        "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("natives"),
        "-jar",
        whole.toString());
    try (JarFile jar = new JarFile(whole.toFile())) {
      assertThat(jar.isMultiRelease()).isTrue();
      assertThat(jar.stream().map(JarEntry::getName))
          .noneMatch(name -> name.matches("META-INF/[^/]*\\.(SF|DSA|RSA)"));
      assertThat(text(jar, "META-INF/services/java.sql.Driver"))
          .contains("org.sqlite.JDBC", "org.postgresql.Driver");
      assertThat(text(jar, "META-INF/LICENSE"))
          .contains("Apache License", "PostgreSQL Global Development Group");
    }
  }

  private static String text(JarFile jar, String name) throws IOException {
    return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), UTF_8);
  }

  /** What the page says of one jar with all in it. */
  private static String shading() throws IOException {
    Matcher block = Pattern.compile("(?s)```xml\n(<build>.*?</build>\n)```")
        .matcher(Files.readString(Published.ROOT.resolve("docs/use.md")));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private static void trains(Path project, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED"));
    if (Runtime.version().feature() >= 24) {
      command.add("--sun-misc-unsafe-memory-access=allow");
    }
    command.addAll(List.of(arguments));
    assertThat(run(project, command))
        .startsWith(Engine.platform() + "\n")
        .containsPattern("test/accuracy +0\\.[5-9]");
  }

  private static List<String> names(Stream<String> paths) {
    return paths.map(path -> Path.of(path).getFileName().toString()).toList();
  }

  private static String plugin(String artifact) throws IOException {
    Matcher version = Pattern.compile(
            "<artifactId>" + artifact + "</artifactId>\\s*<version>([^<]+)</version>")
        .matcher(Files.readString(Published.ROOT.resolve("pom.xml")));
    assertThat(version.find()).isTrue();
    return "org.apache.maven.plugins:" + artifact + ":" + version.group(1);
  }

  private static String run(Path directory, List<String> command)
      throws IOException, InterruptedException {
    Path output = directory.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("MAVEN_OPTS");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    String said = Files.readString(output);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file :
          files.filter(each -> !each.startsWith(from.resolve("target"))).toList()) {
        Files.copy(file, to.resolve(from.relativize(file)));
      }
    }
  }
}
