package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./ockham} where Java is not as it must be: what is wrong and what to do, before anything is built. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
final class LauncherTest {

  @TempDir
  private Path folder;

  @ParameterizedTest
  @CsvSource({"11.0.2", "1.8.0_292", "16"})
  @DisplayName("A Java that is too old is refused by its version")
  void oldJava(String version) throws IOException, InterruptedException {
    Path java = Files.createFile(Files.createDirectory(folder.resolve("bin")).resolve("java"));
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    refuses(
        Map.of("JAVA_HOME", folder.toString()),
        "ockham: Java " + version + " at " + java
            + " is too old: install a JDK 17 or later and put it on the PATH or in JAVA_HOME.");
  }

  @Test
  @DisplayName("A JAVA_HOME without a Java is named")
  void emptyHome() throws IOException, InterruptedException {
    refuses(
        Map.of("JAVA_HOME", folder.toString()),
        "ockham: JAVA_HOME is " + folder
            + ", where no bin/java is: set it to a JDK 17 or later, or unset it.");
  }

  @Test
  @DisplayName("Without any Java it is said where one is looked for")
  void noJava() throws IOException, InterruptedException {
    // All that the launcher calls before it looks for Java.
    Path dirname =
        Files.writeString(folder.resolve("dirname"), "#!/bin/sh\nexec /usr/bin/dirname \"$@\"\n");
    assertThat(dirname.toFile().setExecutable(true)).isTrue();
    refuses(
        Map.of("JAVA_HOME", "", "PATH", folder.toString()),
        "ockham: no java found: install a JDK 17 or later and put it on the PATH or in JAVA_HOME.");
  }

  @ParameterizedTest
  @CsvSource({"0,,AVX", "'',,AVX", "undefined,,AVX", "32768,,unset", "0,AVX2,AVX2"})
  @EnabledOnOs(
      value = OS.LINUX,
      architectures = "amd64",
      disabledReason = "elsewhere no such fault is known")
  @DisplayName(
      "Where the caches are hidden oneDNN is kept from newer instructions, unless the user has said which")
  void hiddenCaches(String cacheSize, String given, String expected)
      throws IOException, InterruptedException {
    script("getconf", "echo '" + cacheSize + "'");
    Map<String, String> environment =
        given == null ? Map.of() : Map.of("ONEDNN_MAX_CPU_ISA", given);
    assertThat(started("echo ${ONEDNN_MAX_CPU_ISA-unset}", environment)).isEqualTo(expected + "\n");
  }

  @ParameterizedTest
  @CsvSource({
    "glibc 2.36,,,1 33554432 268435456",
    "glibc 2.36,MALLOC_ARENA_MAX,4,4 unset unset",
    "glibc 2.36,MALLOC_MMAP_THRESHOLD_,65536,unset 65536 unset",
    "glibc 2.36,GLIBC_TUNABLES,glibc.malloc.hugetlb=1,unset unset unset",
    "'',,,unset unset unset"
  })
  @DisplayName(
      "glibc keeps a step's memory for the next, unless the user has said how it is to allocate")
  void allocator(String library, String variable, String value, String expected)
      throws IOException, InterruptedException {
    script("getconf", "echo '" + library + "'");
    String echo =
        "echo ${MALLOC_ARENA_MAX-unset} ${MALLOC_MMAP_THRESHOLD_-unset} ${MALLOC_TRIM_THRESHOLD_-unset}";
    assertThat(started(echo, variable == null ? Map.of() : Map.of(variable, value)))
        .isEqualTo(expected + "\n");
  }

  @ParameterizedTest
  @CsvSource({"ANSI_X3.4-1968,UTF-8,C.UTF-8", "ANSI_X3.4-1968,ANSI_X3.4-1968,C", "UTF-8,UTF-8,C"})
  @DisplayName("A locale of ASCII alone becomes one of all characters, where there is such a one")
  void charmap(String here, String other, String expected)
      throws IOException, InterruptedException {
    script("locale", "[ \"$LC_ALL\" = C.UTF-8 ] && echo '" + other + "' || echo '" + here + "'");
    assertThat(started("echo $LC_ALL", Map.of("LC_ALL", "C"))).isEqualTo(expected + "\n");
  }

  /** What a checkout that is built hands over to Java, which this command stands for. */
  private String started(String java, Map<String, String> environment)
      throws IOException, InterruptedException {
    Path launcher = Files.copy(Path.of("../ockham"), folder.resolve("ockham"));
    Files.createFile(folder.resolve("pom.xml"));
    Path built = Files.createDirectories(folder.resolve("ockham-cli/target/quick/launcher"));
    Files.writeString(built.resolve("classpath"), "nothing\n");
    Files.writeString(built.resolve("stamp"), "");
    script("java", java);
    Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", launcher.toString(), "doctor").redirectErrorStream(true);
    builder.environment().put("JAVA_HOME", folder.toString());
    builder.environment().merge("PATH", folder.resolve("bin") + ":", (path, first) -> first + path);
    List.of(
            "OCKHAM_MAVEN_OPTS",
            "ONEDNN_MAX_CPU_ISA",
            "MALLOC_ARENA_MAX",
            "MALLOC_MMAP_THRESHOLD_",
            "MALLOC_TRIM_THRESHOLD_",
            "GLIBC_TUNABLES")
        .forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return output;
  }

  private void script(String name, String command) throws IOException {
    Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + command + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static void refuses(Map<String, String> environment, String sentence)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "../ockham", "doctor").redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(output).isEqualTo(sentence + "\n");
    assertThat(process.exitValue()).isEqualTo(3);
  }
}
