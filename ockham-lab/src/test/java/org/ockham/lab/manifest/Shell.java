package org.ockham.lab.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs what a manifest says in a folder, with commands on the path that stand for those of a cluster. */
final class Shell {

  private final Path folder;
  private String output = "";
  private int code;

  private Shell(Path folder) {
    this.folder = folder;
  }

  static Shell in(Path folder) {
    return new Shell(folder);
  }

  /** A command that this script stands for. */
  Shell stub(String name, String script) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("bin"));
    Path file = Files.writeString(bin.resolve(name), "#!/bin/bash\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return this;
  }

  /** Runs a command to its end. */
  Shell run(List<String> command, Map<String, String> variables)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().putAll(variables);
    builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
    Process process = builder.start();
    process.getOutputStream().close();
    output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    code = process.exitValue();
    return this;
  }

  int code() {
    return code;
  }

  /** What was said, on standard output and standard error. */
  String output() {
    return output;
  }

  /** The words that a stub wrote into a file, each with a zero behind it; none if it never ran. */
  List<String> words(String file) throws IOException {
    assertThat(code).as(output).isZero();
    Path words = folder.resolve(file);
    if (!Files.exists(words)) {
      return List.of();
    }
    String text = Files.readString(words);
    assertThat(text).endsWith("\0");
    return List.of(text.substring(0, text.length() - 1).split("\0", -1));
  }
}
