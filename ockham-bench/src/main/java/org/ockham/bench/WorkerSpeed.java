package org.ockham.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.ockham.search.Plan;
import org.ockham.search.Study;
import org.ockham.search.Trial;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.FrozenTrial;

/**
 * How many trials a second workers ask for and tell together, each a process of its own on one storage, where the objective
 * itself takes no time: an upper bound for the number of machines that a database serves. docs/scale.md has the figures.
 */
public final class WorkerSpeed {

  /** So that the compiler is done with a worker before its trials count. */
  private static final int WARM_UP = 300;

  private WorkerSpeed() {}

  /**
   * Prints one line for each number of workers.
   *
   * @param args the storage, numbers of workers with commas between, how many trials; or "worker", the storage, the study and
   *     its size
   * @throws IOException if a worker cannot be started
   * @throws InterruptedException if it is interrupted
   */
  public static void main(String... args) throws IOException, InterruptedException {
    if (args[0].equals("worker")) {
      work(args[1], args[2], Integer.parseInt(args[3]));
      return;
    }
    int trials = Integer.parseInt(args[2]);
    for (String workers : args[1].split(",")) {
      measure(args[0], Integer.parseInt(workers), trials);
    }
  }

  private static double objective(Trial trial) {
    return trial.suggestDouble("x", 0, 1) + trial.suggestInt("n", 1, 9);
  }

  private static void work(String url, String name, int size) throws IOException {
    BufferedReader words =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try (Storage storage = Storage.of(url)) {
      long process = ManagementFactory.getRuntimeMXBean().getPid();
      Study.minimize(name + " warms up " + process, storage, Random.seeded(1))
          .optimize(WorkerSpeed::objective, WARM_UP);
      System.out.println("ready");
      words.readLine();
      Study.minimize(name, storage, Random.seeded(process))
          .optimize(WorkerSpeed::objective, Plan.upTo(size));
      System.out.println("done");
      words.readLine();
    }
  }

  private static void measure(String url, int workers, int trials)
      throws IOException, InterruptedException {
    String name = workers + " workers, " + System.currentTimeMillis();
    List<Process> processes = new ArrayList<>();
    List<BufferedReader> answers = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      Process process = new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx128m",
              "-XX:+UseSerialGC",
              "-cp",
              System.getProperty("java.class.path"),
              WorkerSpeed.class.getName(),
              "worker",
              url,
              name,
              Integer.toString(trials))
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
      processes.add(process);
      answers.add(new BufferedReader(
          new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8)));
    }
    hear(answers, "ready");
    long start = System.nanoTime();
    go(processes);
    hear(answers, "done");
    double seconds = (System.nanoTime() - start) / 1e9;
    go(processes);
    for (Process process : processes) {
      process.waitFor();
    }
    try (Storage storage = Storage.existing(url)) {
      List<FrozenTrial> made =
          storage.trials(storage.find(name).orElseThrow().id(), List.of(), -1);
      System.out.printf(
          Locale.ROOT,
          "%2d workers: %d trials in %.2f s, %.0f a second%n",
          workers,
          made.size(),
          seconds,
          made.size() / seconds);
    }
  }

  private static void hear(List<BufferedReader> answers, String word) throws IOException {
    for (BufferedReader answer : answers) {
      String line = answer.readLine();
      if (!word.equals(line)) {
        throw new IllegalStateException("a worker says " + line + ": see its error above");
      }
    }
  }

  private static void go(List<Process> processes) throws IOException {
    for (Process process : processes) {
      process.getOutputStream().write('\n');
      process.getOutputStream().flush();
    }
  }
}
