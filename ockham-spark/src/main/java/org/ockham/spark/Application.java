package org.ockham.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.ockham.lab.cluster.ClusterException;

/** How Ockham's applications are set up. */
final class Application {

  /** For how long a cluster may be without executors. */
  static final String PATIENCE = "spark.ockham.patience";

  /** How often a run is made before it is given up. */
  static final String MAX_FAILURES = "spark.task.maxFailures";

  /** How long ranks wait for each other before they meet. */
  static final String SYNC_TIMEOUT = "spark.barrier.sync.timeout";

  /** How long a master of Spark's own has to answer; others may have to start machines first. */
  private static final long STANDALONE_SECONDS = 60;

  private static final long OTHER_SECONDS = 300;

  private static final String REDACTED = "spark.redaction.regex";
  private static final String JAVA_OPTIONS = "spark.executor.extraJavaOptions";
  private static final String BLAS = "org.bytedeco.openblas.load";

  /** Variables of the environment by which the engine chooses its kernels, and glibc how it allocates: executors have what this process has. */
  private static final List<String> ENVIRONMENT = List.of(
      "ATEN_CPU_CAPABILITY",
      "ONEDNN_MAX_CPU_ISA",
      "OPENBLAS_CORETYPE",
      "MALLOC_ARENA_MAX",
      "MALLOC_MMAP_THRESHOLD_",
      "MALLOC_TRIM_THRESHOLD_",
      "GLIBC_TUNABLES");

  private Application() {}

  /** Starts one. */
  static JavaSparkContext start(Master master) {
    SparkConf conf = conf(master);
    CompletableFuture<JavaSparkContext> started = new CompletableFuture<>();
    Thread starter = new Thread(() -> {
      try {
        JavaSparkContext context = new JavaSparkContext(conf);
        if (!started.complete(context)) {
          context.stop(); // nobody waits for it any more
        }
      } catch (Throwable e) {
        started.completeExceptionally(e);
      }
    });
    starter.setDaemon(true);
    starter.start();
    long limit = master.isStandalone() ? STANDALONE_SECONDS : OTHER_SECONDS;
    try {
      return started.get(limit, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      started.cancel(false);
      throw new ClusterException(
          master.url() + " has not accepted an application within " + limit
              + " s: see that it is a master of Spark "
              + org.apache.spark.package$.MODULE$.SPARK_VERSION()
              + " and has its log say why.",
          e);
    } catch (ExecutionException e) {
      throw refused(master, e.getCause() == null ? e : e.getCause());
    } catch (InterruptedException e) {
      started.cancel(false);
      Thread.currentThread().interrupt();
      throw new ClusterException("interrupted while " + master.url() + " was waited for.", e);
    }
  }

  private static ClusterException refused(Master master, Throwable failure) {
    String message = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    return message.contains("parse Master URL")
        ? new ClusterException(
            master.url()
                + " needs a module of Spark that is not on the class path: start with spark-submit of an"
                + " installation that has it.",
            failure)
        : new ClusterException(
            "no application can be started on " + master.url() + " (" + message
                + "): see that the master runs and has room.",
            failure);
  }

  static SparkConf conf(Master master) {
    SparkConf conf = new SparkConf()
        .setMaster(master.url())
        .setIfMissing("spark.app.name", "ockham")
        .setIfMissing("spark.ui.enabled", "false")
        // Spark shows the command line, in which a storage's password may be.
        .setIfMissing(
            REDACTED,
            "(?i)secret|password|passwd|token|access[.]?key|credential|://[^/@\\s]*:[^@\\s]*@")
        // A machine may be taken away more than once in a long run.
        .setIfMissing(MAX_FAILURES, "8")
        .setIfMissing("spark.locality.wait", "0")
        .setIfMissing("spark.executor.heartbeatInterval", "2s")
        // Who joins waits for one, before there is any task that would have it started.
        .setIfMissing("spark.dynamicAllocation.minExecutors", "1")
        // Ranks that find no room at once will not find it later: see Executors.makeRoom.
        .setIfMissing("spark.scheduler.barrier.maxConcurrentTasksCheck.interval", "1s")
        .setIfMissing("spark.scheduler.barrier.maxConcurrentTasksCheck.maxFailures", "10")
        // One that has not opened its data by then hangs. Spark would wait for a year.
        .setIfMissing(SYNC_TIMEOUT, "600s")
        // Two of one run would write one checkpoint.
        .set("spark.speculation", "false")
        .set("spark.serializer", "org.apache.spark.serializer.JavaSerializer");
    if (master.isHere()) {
      return conf.remove("spark.jars"); // this process has them
    }
    master.ownAddress().ifPresent(own -> conf.setIfMissing("spark.driver.host", own));
    List<String> options = new ArrayList<>();
    if (conf.contains(JAVA_OPTIONS)) {
      options.add(conf.get(JAVA_OPTIONS));
    }
    options.add("--enable-native-access=ALL-UNNAMED -XX:+IgnoreUnrecognizedVMOptions"
        + " --sun-misc-unsafe-memory-access=allow");
    String blas = System.getProperty(BLAS);
    if (blas != null) {
      options.add("-D" + BLAS + "=" + blas);
    }
    conf.set(JAVA_OPTIONS, String.join(" ", options));
    for (String name : ENVIRONMENT) {
      String value = System.getenv(name);
      if (value != null) {
        conf.setIfMissing("spark.executorEnv." + name, value);
      }
    }
    return conf;
  }
}
