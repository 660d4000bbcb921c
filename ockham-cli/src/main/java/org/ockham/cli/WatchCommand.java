package org.ockham.cli;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.ockham.search.storage.StorageUrl;
import org.ockham.watch.Reach;
import org.ockham.watch.Token;
import org.ockham.watch.Watch;
import org.ockham.watch.WatchServer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ockham watch}: what runs and searches do, in a browser. */
@Command(
    name = "watch",
    description =
        "Shows runs, comparisons and studies in a browser as they happen, those of PyTorch and Optuna too.")
final class WatchCommand implements Callable<Integer> {

  /** Where it is if nothing else is said. */
  static final int PORT = 7007;

  private static final int LAST_PORT = 65_535;

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(
      paramLabel = "DIR|STORAGE",
      arity = "0..*",
      defaultValue = "runs",
      description = {
        "Directories with runs, comparisons, event files or studies in or below them; storages of studies:",
        "sqlite:///study.db, postgresql://user@host/database, or an SQLite file. Default: ${DEFAULT-VALUE}."
      })
  private List<String> places = List.of();

  @Option(
      names = "--port",
      paramLabel = "N",
      defaultValue = "" + PORT,
      description = "The port, 0 for any that is free. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "localhost",
      description = {
        "The address that it is reached by. Default: ${DEFAULT-VALUE}, this machine alone;",
        "with any other, whoever reaches that may read all that is shown."
      })
  private String host = "";

  @Option(
      names = "--allow-host",
      paramLabel = "NAME",
      description = {
        "Another name that it may be reached by, as behind a proxy; may be given again. It answers to the name",
        "of --host, to those of this machine and to addresses in digits, and refuses all others."
      })
  private List<String> others = List.of();

  @Option(
      names = "--read-only",
      description =
          "Only show; else whoever opens the printed address may stop runs, add seeds and queue trials.")
  private boolean isReadOnly;

  @Override
  public Integer call() throws InterruptedException {
    if (port < 0 || port > LAST_PORT) {
      throw Mistake.of(spec, "--port is " + port + ", but must be between 0 and " + LAST_PORT);
    }
    StorageOption.unpackSqliteBesideTheEngine();
    Watch watch;
    try {
      watch = Watch.of(places);
    } catch (IllegalArgumentException e) {
      throw Mistake.of(spec, e);
    }
    CountDownLatch over = new CountDownLatch(1);
    Screen screen = main.screen();
    try (WatchServer server = WatchServer.start(
            watch, new Reach(host, others), port, isReadOnly ? null : Token.random());
        WatchAddress address = WatchAddress.of(screen, server);
        Interruption interruption =
            Interruption.of(screen, "nothing is shown any more", over::countDown)) {
      screen.out().println("watching " + String.join(", ", shown()) + " at " + address.told());
      screen.out().flush();
      watch.readAhead();
      over.await();
      return interruption.exit().code();
    }
  }

  private List<String> shown() {
    return places.stream()
        .map(place -> Screen.line(StorageUrl.withoutPassword(place)))
        .toList();
  }
}
