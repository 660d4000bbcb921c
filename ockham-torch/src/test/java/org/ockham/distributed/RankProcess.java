package org.ockham.distributed;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.ockham.JavaCommand;

/** A {@link RankProgram} that runs. */
final class RankProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter input;
  private final List<String> said = new ArrayList<>();

  /** Starts it, by a command before Java's that may be empty. */
  RankProcess(List<String> before, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll(JavaCommand.start());
    command.addAll(List.of(
        "-Xshare:auto",
        "-Xmx256m",
        "-XX:+IgnoreUnrecognizedVMOptions",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty(
            "surefire.test.class.path", ManagementFactory.getRuntimeMXBean().getClassPath()),
        RankProgram.class.getName()));
    command.addAll(Arrays.asList(arguments));
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    input = new BufferedWriter(
        new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
  }

  /** Reads on to a line that begins so, and gives what follows there. */
  String await(String beginning) throws IOException {
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.add(line);
      if (line.startsWith(beginning)) {
        return line.substring(beginning.length());
      }
    }
    throw new AssertionError("it ended without '" + beginning + "':\n" + String.join("\n", said));
  }

  /** Lets it join its next group. */
  void go() throws IOException {
    input.newLine();
    input.flush();
  }

  /** Sends a signal of this name; false where that is not possible. */
  boolean signal(String name) throws InterruptedException {
    try {
      return new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Its exit status, when it has ended by itself. */
  int status() throws Exception {
    while (output.readLine() != null) {
      // it may have more to say
    }
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      throw new AssertionError("it does not end:\n" + String.join("\n", said));
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
