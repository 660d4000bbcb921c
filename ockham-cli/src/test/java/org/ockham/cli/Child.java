package org.ockham.cli;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/** The command in a process of its own, for what concerns the process: signals, the environment, the start. */
final class Child implements AutoCloseable {

  private final Process process;
  private final StringBuilder output = new StringBuilder();
  private final Thread reader;

  private Child(Process process) {
    this.process = process;
    this.reader = new Thread(this::read, "child-output");
    reader.setDaemon(true);
    reader.start();
  }

  /** Starts {@code ockham} in this folder; standard error goes where standard output goes. */
  static Child start(
      Path folder, List<String> javaOptions, Map<String, String> environment, String... args)
      throws IOException {
    return start(Main.class, folder, javaOptions, environment, args);
  }

  /** The same by another entry point, which prepares something first. */
  static Child start(
      Class<?> main,
      Path folder,
      List<String> javaOptions,
      Map<String, String> environment,
      String... args)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(line(main, javaOptions, args))
        .directory(new File(folder.toString()))
        .redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new Child(builder.start());
  }

  /** Code that runs for seconds is not worth the second compiler: without it a start takes half of the processor's time. */
  private static List<String> line(Class<?> main, List<String> javaOptions, String... args) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-XX:TieredStopAtLevel=1"));
    line.addAll(javaOptions);
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    line.addAll(List.of(args));
    return line;
  }

  /** Starts {@code ockham} in a terminal of its own, which {@code script} makes; where there is none the test is skipped. */
  static Child startInTerminal(Path folder, String... args) throws IOException {
    assumeTrue(
        Files.isExecutable(Path.of("/usr/bin/script"))
            && !System.getProperty("os.name").startsWith("Mac"),
        "no script command of util-linux to make a terminal with");
    ProcessBuilder builder = new ProcessBuilder(
            "script", "-qec", String.join(" ", line(Main.class, List.of(), args)), "/dev/null")
        .directory(new File(folder.toString()))
        .redirectErrorStream(true);
    builder.environment().put("TERM", "xterm");
    return new Child(builder.start());
  }

  /** Types on its terminal. */
  void type(String keys) throws IOException {
    process.getOutputStream().write(keys.getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  /** Waits until the output has this text. */
  void await(String text) throws InterruptedException {
    await("'" + text + "'", () -> output().contains(text));
  }

  /** Waits until the output has told of so many of all, as in {@code epoch  9/40}, or the process has ended. */
  void awaitCount(int count, int all) throws InterruptedException {
    Pattern told = Pattern.compile("(\\d+)/" + all + "\\b");
    await(
        count + " of " + all,
        () -> !process.isAlive()
            || told.matcher(output())
                .results()
                .anyMatch(each -> Integer.parseInt(each.group(1)) >= count));
  }

  /** Waits until something is so that it brings about. */
  void await(String what, BooleanSupplier isSo) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > end
          || (!process.isAlive() && !reader.isAlive() && !isSo.getAsBoolean())) {
        throw new AssertionError("no " + what + " in: " + output());
      }
      Thread.sleep(20);
    }
  }

  /** The processes that it has started and that have not ended. */
  List<ProcessHandle> children() {
    return process.children().toList();
  }

  /** Ctrl-C. */
  void interrupt() throws IOException, InterruptedException {
    signal("INT");
  }

  /** A signal by its name: {@code TERM}. */
  void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
        .inheritIO()
        .start()
        .waitFor();
  }

  /** The exit code, once it has ended. */
  int code() throws InterruptedException {
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      throw new AssertionError("still running: " + output());
    }
    reader.join(10_000);
    return process.exitValue();
  }

  String output() {
    synchronized (output) {
      return output.toString();
    }
  }

  /** Kills it, and waits for that: until then it holds what it has claimed. */
  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
  }

  private void read() {
    try (InputStream in = process.getInputStream()) {
      byte[] buffer = new byte[4096];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        synchronized (output) {
          output.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
        }
      }
    } catch (IOException e) {
      // The process was destroyed.
    }
  }
}
