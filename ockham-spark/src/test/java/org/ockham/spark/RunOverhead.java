package org.ockham.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.ockham.data.NamedSet;
import org.ockham.data.Source;
import org.ockham.data.fetch.Cache;
import org.ockham.lab.Experiment;
import org.ockham.lab.Run;
import org.ockham.lab.Seeds;
import org.ockham.lab.cluster.RemoteOutcome;
import org.ockham.lab.cluster.RemoteRun;
import org.ockham.lab.cluster.RemoteRuns;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;

/**
 * What a run costs on a cluster beyond what it costs in this process: to start the application, to ready an executor, to send the run and
 * bring back what came of it. Of a master and a worker of one core on this machine; runs there and here in turn, medians.
 *
 * <pre>java @java.options -cp "target/test-classes:target/ockham-spark.jar:$(cat target/classpath):$(cat target/engine):$(cat target/spark)" org.ockham.spark.RunOverhead</pre>
 *
 * <p>in {@code ockham-spark}, after {@code ./mvnw -DskipTests package}.
 */
public final class RunOverhead {

  private static final int ROUNDS = 60;

  /** How many runs are under way at a time where it is counted how many can be handed out. */
  private static final int AT_A_TIME = 16;

  private static final String RECIPE = """
      name: least
      data: {set: glyphs, train: 0.6, validation: 0.4, limit: 100, testLimit: 20}
      model: {kind: mlp, hidden: [8]}
      optimizer: {kind: adam, lr: 0.005}
      train: {epochs: EPOCHS, batch: 20}
      """;

  private final SparkCluster cluster;
  private final Variant variant;
  private final NamedSet data;
  private final RemoteRuns runs;
  private int made;

  private RunOverhead(SparkCluster cluster, Path folder, int epochs) throws IOException {
    this.cluster = cluster;
    Source source = Cache.standard();
    String recipe = RECIPE.replace("EPOCHS", String.valueOf(epochs));
    variant =
        Recipe.read(Files.writeString(folder.resolve("least.yaml"), recipe)).variant();
    data = variant.data().open(source);
    runs = new RemoteRuns(cluster, source);
  }

  /** Prints a table. */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, ExecutionException {
    System.setProperty("spark.jars", Build.jars());
    Main.keepQuiet();
    Path folder = Files.createTempDirectory(Path.of("target"), "overhead");
    try (StandaloneCluster processes = StandaloneCluster.start(folder, 1)) {
      long start = System.nanoTime();
      try (SparkCluster cluster = SparkCluster.join(processes.url())) {
        System.out.println("| what | median | quartiles |\n|---|---|---|");
        print("application and first executor", seconds(start));
        RunOverhead few = new RunOverhead(cluster, folder, 1);
        start = System.nanoTime();
        few.there();
        print("first run of an executor", seconds(start));
        few.beside("a run of 1 epoch");
        new RunOverhead(cluster, folder, 200).beside("a run of 200 epochs");
        few.together();
      }
    }
  }

  /** How much longer a run takes there than here. */
  private void beside(String what) {
    double[] there = new double[ROUNDS];
    double[] beyond = new double[ROUNDS];
    double[] here = new double[ROUNDS];
    for (int i = -ROUNDS / 3; i < ROUNDS; i++) {
      long start = System.nanoTime();
      there();
      double remote = seconds(start);
      start = System.nanoTime();
      Run.sideBySide(Experiment.sideBySide(variant, 0, Seeds.of(0), null, data), true, done -> {})
          .execute();
      double local = seconds(start);
      if (i >= 0) {
        there[i] = remote;
        here[i] = local;
        beyond[i] = remote - local;
      }
    }
    print(what + ", there", there);
    print(what + ", here", here);
    print(what + ", difference", beyond);
  }

  /** How long each takes of many that are asked for at a time. */
  private void together() throws InterruptedException, ExecutionException {
    ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
    try {
      List<Callable<RemoteOutcome>> calls = new ArrayList<>();
      for (int i = 0; i < ROUNDS * 4; i++) {
        calls.add(this::there);
      }
      long start = System.nanoTime();
      for (Future<RemoteOutcome> each : threads.invokeAll(calls)) {
        each.get();
      }
      print(
          "a run of 1 epoch, " + AT_A_TIME + " asked for at a time, each",
          seconds(start) / calls.size());
    } finally {
      threads.shutdown();
    }
  }

  private RemoteOutcome there() {
    String name;
    synchronized (this) {
      name = "run-" + made++;
    }
    RemoteRun run = new RemoteRun(
        name,
        variant.json(0),
        0,
        Seeds.of(0),
        null,
        true,
        false,
        false,
        runs.data(variant.data(), data, true),
        runs.computedBy(),
        false,
        null,
        null);
    RemoteOutcome outcome = runs.make(run, variant.data(), data, done -> {});
    if (outcome == null) {
      throw new IllegalStateException("cut short on " + cluster.slots() + " slots");
    }
    outcome.rethrow();
    return outcome;
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static void print(String what, double... seconds) {
    double[] sorted = seconds.clone();
    Arrays.sort(sorted);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.1f ms | %.1f to %.1f |%n",
        what,
        sorted[sorted.length / 2] * 1e3,
        sorted[sorted.length / 4] * 1e3,
        sorted[sorted.length * 3 / 4] * 1e3);
  }
}
