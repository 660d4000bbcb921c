package org.ockham.spark;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.spark.SparkConf;

/** The {@code ockham} command with Spark beside it: {@code spark-submit --class org.ockham.spark.Main ockham-spark.jar compare …} (or {@code tune …}, {@code train …}). */
public final class Main {

  private static final String CONFIGURATION = "log4j2.configurationFile";

  private Main() {}

  /**
   * Runs the command and ends the JVM with its exit code.
   *
   * @param args the command line
   */
  public static void main(String... args) {
    if (System.getProperty(CONFIGURATION) == null) {
      keepQuiet();
    }
    org.ockham.cli.Main.main(args);
  }

  /** Spark logs all that it does; who started the command wants its words alone. */
  static void keepQuiet() {
    String quiet = requireNonNull(Main.class.getResource("log4j2.properties")).toString();
    System.setProperty(CONFIGURATION, quiet);
    // spark-submit has begun to log before this, and Spark, when it begins the next time, would put
    // what it had then in place of what is set here: so it begins now.
    new SparkConf(false).initializeLogIfNecessary(false, true);
    Configurator.reconfigure(URI.create(quiet));
  }
}
