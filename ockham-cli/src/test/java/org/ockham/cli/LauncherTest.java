package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
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
