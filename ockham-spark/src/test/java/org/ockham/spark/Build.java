package org.ockham.spark;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the build made, as the launcher finds it. */
final class Build {

  private static final Path FOLDER = Path.of(System.getProperty("ockham.build", "target"));

  private Build() {}

  /** What Spark uses too: these jars are not among those that only it needs. */
  private static final Pattern COMMON = Pattern.compile(
      "(slf4j-api|commons-.+|jackson-annotations|protobuf-java|jakarta\\..+-api)-[0-9].*\\.jar");

  /** Spark's jars. */
  static List<Path> spark() {
    return Stream.concat(
            paths(read("spark")),
            paths(read("classpath"))
                .filter(jar -> COMMON.matcher(jar.getFileName().toString()).matches()))
        .toList();
  }

  private static Stream<Path> paths(String classPath) {
    return Stream.of(classPath.split(File.pathSeparator)).map(Path::of);
  }

  /** What executors are sent, with commas between. */
  static String jars() {
    return jar() + "," + othersJars();
  }

  /** The same, but for the module's own. */
  static String othersJars() {
    return read("jars") + "," + read("engine").replace(File.pathSeparator, ",");
  }

  /** The module's own jar. */
  static String jar() {
    return FOLDER.resolve("ockham-spark.jar").toString();
  }

  /** The class path of the command. */
  static String classPath() {
    return String.join(File.pathSeparator, jar(), commandsClassPath(), read("spark"));
  }

  /** The same without Spark, which an installation of it brings. */
  static String commandsClassPath() {
    return String.join(File.pathSeparator, read("classpath"), read("engine"));
  }

  /** Java with what Spark needs; class path and program are to be added. Code that runs for seconds is not worth the second compiler. */
  static List<String> java() {
    return new ArrayList<>(List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "--enable-native-access=ALL-UNNAMED",
        "@" + Path.of("java.options").toAbsolutePath()));
  }

  private static String read(String name) {
    try {
      return Files.readString(FOLDER.resolve(name)).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
