package org.ockham.search;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.ockham.search.pruner.Percentile;
import org.ockham.search.sampler.Random;
import org.ockham.search.sampler.Tpe;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.Direction;

/** A search in a process of its own, which may die at a chosen point. */
final class SearchProcess {

  private SearchProcess() {}

  /**
   * Arguments: the storage, the study, trials in all or to add, then "race" and, if all are to begin together, when (in
   * milliseconds since 1970); or "machine", its name, and for one that stays in a trial the file that it waits for there; or the
   * trial and the point at which to die.
   */
  public static void main(String... args) throws InterruptedException {
    int count = Integer.parseInt(args[2]);
    try (Storage storage = Storage.of(args[0])) {
      if (args[3].equals("race")) {
        if (args.length > 4) {
          Thread.sleep(Math.max(0, Long.parseLong(args[4]) - System.currentTimeMillis()));
        }
        Study.minimize(args[1], storage, Random.seeded(0))
            .optimize(trial -> trial.suggestDouble("x", 0, 1e6), count);
        return;
      }
      if (args[3].equals("machine")) {
        machine(args[1], count, args[4], storage, args.length > 5 ? Path.of(args[5]) : null);
        return;
      }
      Study.minimize(args[1], storage, Tpe.seeded(5))
          .optimize(
              trial -> objective(trial, Integer.parseInt(args[3]), args[4]),
              Plan.upTo(count).jobs(2).ordered(2));
    }
  }

  /** A machine of its own among others, with a heartbeat each second; in its second trial it may stay. */
  private static void machine(
      String study, int count, String name, Storage storage, @Nullable Path stay) {
    AtomicInteger trials = new AtomicInteger();
    Study.create(
            study,
            OtherMachine.of(name, storage),
            Tpe.seeded(name.hashCode()),
            Percentile.median(),
            Direction.MINIMIZE)
        .heartbeat(Duration.ofSeconds(1))
        .optimize(
            trial -> {
              double x = trial.suggestDouble("x", 0, 1);
              trial.setAttribute("machine", name);
              boolean stays = stay != null && trials.incrementAndGet() == 2;
              for (int step = 1; step <= 10; step++) {
                Thread.sleep(20);
                trial.report(step, x + 1.0 / step);
                if (stays && step == 1) { // later it might have been pruned
                  trial.setAttribute("stays", true);
                  trial.live().flush();
                  while (!Files.exists(stay)) {
                    Thread.sleep(20);
                  }
                }
                if (trial.shouldPrune()) {
                  throw new TrialPruned();
                }
              }
              return x;
            },
            Plan.upTo(count));
  }

  static double objective(Trial trial, int victim, String point) {
    boolean mine = trial.number() == victim;
    die(mine && point.equals("start"));
    double x = trial.suggestDouble("x", 0, 1);
    die(mine && point.equals("suggested"));
    if (mine && point.equals("flushed")) {
      trial.live().flush();
      die(true);
    }
    double y = trial.suggestDouble("y", 0, 1);
    trial.report(1, x);
    trial.setAttribute("note", "n");
    die(mine && point.equals("reported"));
    return (x - 0.3) * (x - 0.3) + y;
  }

  private static void die(boolean now) {
    if (now) {
      Runtime.getRuntime().halt(137); // as abrupt as SIGKILL: no hook and no finally runs
    }
  }

  /** Starts a process with these arguments. */
  static Process start(String... args) throws Exception {
    List<String> command = new ArrayList<>(List.of(
        ProcessHandle.current().info().command().orElse("java"),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx256m",
        "-cp",
        System.getProperty("java.class.path"),
        SearchProcess.class.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).inheritIO().start();
  }

  static int run(String... args) throws Exception {
    Process process = start(args);
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the process does not end");
    }
    return process.exitValue();
  }
}
