package org.ockham.published;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.tensor.Engine;

/**
 * Somebody's own project, {@code ockham-examples/consumer}, is built by what was built here. Its local repository begins empty but for
 * Ockham as it is installed; all else comes from this machine's repository as from a distant one, so that nothing needs a network.
 */
final class ConsumerTest {

  private static final Path KEPT = Path.of(System.getProperty("maven.repository"));

  private static final String SUM = """
      import org.ockham.tensor.Tensor;

      class Sum {
        public static void main(String[] arguments) {
          System.out.println(Tensor.of(1, 2, 3).sum().item());
        }
      }
      """;

  @TempDir
  Path folder;

  private Path project;
  private Path pom;
  private Path repository;

  @BeforeEach
  void copies() throws IOException {
    project = folder.resolve("consumer");
    copy(Published.ROOT.resolve("ockham-examples/consumer"), project);
    pom = project.resolve("pom.xml");
    repository = folder.resolve("repository");
    for (Published module : Published.all()) {
      module.installIn(repository);
    }
  }

  @Test
  @DisplayName("A project of ten lines builds from an empty repository, and trains")
  void builds() throws IOException, InterruptedException {
    assertThat(Files.readAllLines(pom)).hasSizeLessThanOrEqualTo(10);
    trains("-cp", compiled(), "com.example.Consumer");
  }

  @Test
  @DisplayName("The BOM says all versions, of the engine's jars with their classifiers too")
  void bom() throws IOException, InterruptedException {
    Files.writeString(pom, """
        <project>
        <modelVersion>4.0.0</modelVersion>
        <groupId>com.example</groupId> <artifactId>consumer</artifactId> <version>1</version>
        <properties> <maven.compiler.release>17</maven.compiler.release> </properties>
        %s
        </project>
        """.formatted(block("```xml\n(<dependencyManagement>.*?)```")
        .replace("linux-x86_64", Engine.platform())));
    Files.delete(project.resolve("src/main/java/com/example/Consumer.java"));
    Files.writeString(project.resolve("src/main/java/Sum.java"), SUM);
    assertThat(run(java("-cp", compiled(), "Sum"), Map.of())).isEqualTo("6.0\n");
  }

  /** The class path of the project, which Maven has compiled. */
  private String compiled() throws IOException, InterruptedException {
    maven("maven-compiler-plugin:compile", "maven-dependency-plugin:build-classpath");
    String classPath = Files.readString(project.resolve("classpath"));
    List<String> jars = List.of(classPath.split(File.pathSeparator));
    assertThat(jars).isNotEmpty().allMatch(jar -> Path.of(jar).startsWith(repository));
    assertThat(jars)
        .filteredOn(jar -> jar.matches(".*-(linux|macosx|windows)-.*"))
        .hasSize(3);
    assertThat(names(jars.stream()))
        .as("what users get is what is tested here")
        .isSubsetOf(
            names(Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))));
    return project.resolve("target/classes") + File.pathSeparator + classPath;
  }

  @Test
  @Tag("cluster")
  @DisplayName(
      "One jar with all in it, made as the page says, trains and keeps services and licences")
  void shades() throws IOException, InterruptedException {
    sign(Published.named("ockham-lab").installed(repository, ".jar"));
    Files.writeString(pom, Files.readString(pom).replace("</project>", shading() + "</project>"));
    maven("maven-compiler-plugin:compile", "maven-jar-plugin:jar", "maven-shade-plugin:shade");

    Path whole = project.resolve("target/consumer-1.jar");
    // The folder where others' natives are unpacked would keep these for ever.
    trains(
        "-Dorg.bytedeco.javacpp.cachedir=" + folder.resolve("natives"), "-jar", whole.toString());
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

  @Test
  @DisplayName(
      "JBang runs the command by the catalogue, and scripts that begin as the page says, with the BOM too")
  void jbang() throws IOException, InterruptedException {
    String named = System.getenv("OCKHAM_JBANG");
    String jbang = named == null ? "jbang" : named;
    assumeTrue(starts(jbang), "JBang is not on the path: name it in OCKHAM_JBANG");
    assumeTrue(
        hasAllNatives(),
        "JBang takes the natives of all platforms, and Maven has fetched this one's alone");

    Map<String, String> environment = Map.of(
        "JBANG_DIR", folder.resolve("jbang").toString(),
        "JBANG_REPO", repository.toString(),
        "JBANG_NO_VERSION_CHECK", "true");
    String kept = "--repos=kept=" + KEPT.toUri();
    assertThat(run(List.of(jbang, "run", kept, "ockham@" + Published.ROOT, "doctor"), environment))
        .contains("ok  engine: libtorch 2.")
        .doesNotContain("WARNING");

    Path script = project.resolve("Consumer.java");
    Files.writeString(
        script,
        block("```java\n(//DEPS.*?)```")
            + Files.readString(project.resolve("src/main/java/com/example/Consumer.java")));
    assertThat(run(List.of(jbang, "run", kept, script.toString()), environment))
        .contains(Engine.platform())
        .containsPattern("test/accuracy +0\\.[5-9]")
        .doesNotContain("WARNING");

    Path sum = project.resolve("Sum.java");
    Files.writeString(sum, block("```java\n(//DEPS org.ockham:ockham-bom:.*?)```") + SUM);
    assertThat(run(List.of(jbang, "run", kept, sum.toString()), environment)).endsWith("\n6.0\n");
  }

  private static boolean hasAllNatives() throws IOException {
    for (String name : List.of("javacpp", "openblas", "pytorch")) {
      try (Stream<Path> files = Files.walk(KEPT.resolve("org/bytedeco").resolve(name))) {
        Set<String> names =
            files.map(file -> String.valueOf(file.getFileName())).collect(Collectors.toSet());
        for (String platform : List.of("linux-x86_64", "macosx-arm64", "windows-x86_64")) {
          if (names.stream().noneMatch(each -> each.endsWith("-" + platform + ".jar"))) {
            return false;
          }
        }
      }
    }
    return true;
  }

  private boolean starts(String program) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(program, "--version")
          .redirectErrorStream(true)
          .redirectOutput(folder.resolve("started").toFile())
          .start();
      return process.waitFor() == 0;
    } catch (IOException absent) {
      return false;
    }
  }

  /** Runs goals, of the plugins of this build's versions, since no others are sure to be here. */
  private void maven(String... goals) throws IOException, InterruptedException {
    Path settings = Files.writeString(folder.resolve("settings.xml"), """
        <settings>
          <mirrors>
            <mirror><id>kept</id><mirrorOf>*</mirrorOf><url>%s</url></mirror>
          </mirrors>
        </settings>
        """.formatted(KEPT.toUri()));
    List<String> command = new ArrayList<>(List.of(
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
        "-Dmdep.outputFile=" + project.resolve("classpath")));
    for (String goal : goals) {
      String plugin = goal.substring(0, goal.indexOf(':'));
      command.add("org.apache.maven.plugins:" + plugin + ":" + version(plugin)
          + goal.substring(plugin.length()));
    }
    run(command, Map.of());
  }

  /** Signs a dependency, as some are that a project has beside Ockham. */
  private void sign(Path jar) throws IOException, InterruptedException {
    List<String> store =
        List.of("-keystore", folder.resolve("keys").toString(), "-storepass", "secret");
    run(tool("keytool", store, "-genkeypair", "-keyalg", "RSA", "-dname", "CN=self"), Map.of());
    run(tool("jarsigner", store, jar.toString(), "mykey"), Map.of());
  }

  private static String text(JarFile jar, String name) throws IOException {
    return new String(jar.getInputStream(jar.getEntry(name)).readAllBytes(), UTF_8);
  }

  /** What the page says of one jar with all in it. */
  private static String shading() throws IOException {
    String block = block("```xml\n(<build>.*?</build>\n)```");
    assertThat(block).contains("<version>" + version("maven-shade-plugin") + "</version>");
    return block;
  }

  /** The first of the page's blocks that is such. */
  private static String block(String pattern) throws IOException {
    Matcher block = Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(Files.readString(Published.ROOT.resolve("docs/use.md")));
    assertThat(block.find()).isTrue();
    return block.group(1);
  }

  private void trains(String... arguments) throws IOException, InterruptedException {
    assertThat(run(java(arguments), Map.of()))
        .startsWith(Engine.platform() + "\n")
        .containsPattern("test/accuracy +0\\.[5-9]");
  }

  private static List<String> java(String... arguments) {
    List<String> options =
        new ArrayList<>(List.of("-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED"));
    if (Runtime.version().feature() >= 24) {
      options.add("--sun-misc-unsafe-memory-access=allow");
    }
    return tool("java", options, arguments);
  }

  /** One of the programs of the JDK that runs. */
  private static List<String> tool(String name, List<String> options, String... arguments) {
    Path program = Path.of(System.getProperty("java.home"), "bin", name);
    return Stream.of(List.of(program.toString()), options, List.of(arguments))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> names(Stream<String> paths) {
    return paths.map(path -> Path.of(path).getFileName().toString()).toList();
  }

  private static String version(String plugin) throws IOException {
    Matcher version = Pattern.compile(
            "<artifactId>" + plugin + "</artifactId>\\s*<version>([^<]+)</version>")
        .matcher(Files.readString(Published.ROOT.resolve("pom.xml")));
    assertThat(version.find()).isTrue();
    return version.group(1);
  }

  private String run(List<String> command, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path output = project.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(command)
        .directory(project.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().remove("MAVEN_OPTS");
    builder.environment().putAll(environment);
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
