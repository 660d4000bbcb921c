package org.ockham.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A master and workers of Spark's own on this machine, each a process, with an installation that is links to Spark's jars. */
final class StandaloneCluster implements AutoCloseable {

  private static final long WAIT_SECONDS = 240;
  private static final Pattern WORKER = Pattern.compile("Successfully registered with master");
  private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");

  /** Starts the rest of the words where the first, a directory, is empty. */
  private static final List<String> WITHOUT =
      List.of("unshare", "--mount", "sh", "-c", "mount -t tmpfs none \"$0\" && exec \"$@\"");

  private final Path folder;
  private final List<String> launcher;
  private final List<Process> processes = new ArrayList<>();
  private String url = "";

  private StandaloneCluster(Path folder, List<String> launcher) {
    this.folder = folder;
    this.launcher = launcher;
  }

  /** With so many workers, each of one core. */
  static StandaloneCluster start(Path folder, int workers) throws IOException {
    return start(folder, workers, List.of());
  }

  /** The same of machines that see nothing in this directory; needs a root that may mount. */
  static StandaloneCluster startWithout(Path hidden, Path folder, int workers) throws IOException {
    List<String> launcher = new ArrayList<>(WITHOUT);
    launcher.add(hidden.toString());
    return start(folder, workers, launcher);
  }

  /** Whether there can be machines that do not see a directory. */
  static boolean canHide(Path directory) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(WITHOUT);
    line.addAll(List.of(directory.toString(), "true"));
    try {
      return new ProcessBuilder(line).start().waitFor() == 0;
    } catch (IOException e) { // no such command
      return false;
    }
  }

  private static StandaloneCluster start(Path folder, int workers, List<String> launcher)
      throws IOException {
    StandaloneCluster cluster = new StandaloneCluster(folder, launcher);
    try {
      cluster.install();
      cluster.lead();
      for (int i = 0; i < workers; i++) {
        cluster.work();
      }
      return cluster;
    } catch (IOException | RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  private void install() throws IOException {
    Path jars = Files.createDirectories(folder.resolve("home/jars"));
    for (Path jar : Build.spark()) {
      Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
    }
  }

  private void lead() throws IOException {
    Path log = start("master", "org.apache.spark.deploy.master.Master", "--port", "0");
    await(log, MASTER);
    Matcher matcher = MASTER.matcher(text(log));
    url = matcher.find() ? matcher.group(1) : "";
  }

  private void work() throws IOException {
    String name = "worker" + processes.size();
    Path log = start(
        name,
        "org.apache.spark.deploy.worker.Worker",
        "--port",
        "0",
        "--cores",
        "1",
        "--memory",
        "2g",
        "--work-dir",
        folder.resolve(name).toString(),
        url);
    await(log, WORKER);
  }

  /** The master's address. */
  String url() {
    return url;
  }

  /** Kills an executor. */
  void killExecutor() {
    executors().findFirst().orElseThrow().destroyForcibly();
  }

  /** The processes that make runs. */
  Stream<ProcessHandle> executors() {
    return processes.stream()
        .flatMap(Process::descendants)
        .filter(each -> each.info().commandLine().orElse("").contains("ExecutorBackend"));
  }

  /** What the executors have logged. */
  String log() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return String.join(
          "\n",
          files
              .filter(file -> file.endsWith("stderr"))
              .map(StandaloneCluster::text)
              .toList());
    }
  }

  /** Kills all that belongs to it. */
  @Override
  public void close() {
    List<ProcessHandle> all = new ArrayList<>();
    processes.forEach(process -> {
      process.descendants().forEach(all::add);
      all.add(process.toHandle());
    });
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(process -> process.onExit().join());
    try (Stream<Path> links = Files.list(folder.resolve("home/jars"))) {
      for (Path link : links.toList()) {
        Files.delete(link); // or JUnit warns of each
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until something is so. */
  static void await(String what, BooleanSupplier isSo) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
    while (!isSo.getAsBoolean()) {
      if (System.nanoTime() > end) {
        throw new AssertionError(what + " has not come within " + WAIT_SECONDS + " s");
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** Waits until the process that was started last has logged this. */
  private void await(Path log, Pattern words) {
    Process process = processes.get(processes.size() - 1);
    await(words.pattern(), () -> words.matcher(text(log)).find() || !process.isAlive());
    if (!process.isAlive()) {
      throw new AssertionError("it ended: " + text(log));
    }
  }

  private Path start(String name, String main, String... args) throws IOException {
    List<String> line = new ArrayList<>(launcher);
    line.addAll(Build.java());
    line.addAll(List.of(
        "-Xmx256m", "-cp", folder.resolve("home/jars") + "/*", main, "--host", "127.0.0.1"));
    line.addAll(List.of("--webui-port", "0"));
    line.addAll(List.of(args));
    Path log = folder.resolve(name + ".log");
    processes.add(
        builder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start());
    return log;
  }

  /** Of a process of the installation. */
  private ProcessBuilder builder(List<String> line) {
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put("SPARK_HOME", folder.resolve("home").toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  /** What {@code spark-submit} with these words runs: Spark's launcher makes the line of it, and ends its parts with zeros. */
  ProcessBuilder submit(List<String> words) throws IOException {
    List<String> line = Build.java();
    line.addAll(List.of("-cp", folder.resolve("home/jars") + "/*"));
    line.addAll(List.of("org.apache.spark.launcher.Main", "org.apache.spark.deploy.SparkSubmit"));
    line.addAll(words);
    Process launcher =
        builder(line).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String made =
        new String(launcher.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return builder(Stream.of(made.split("\0"))
        .dropWhile(String::isBlank)
        .map(String::strip)
        .toList());
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
