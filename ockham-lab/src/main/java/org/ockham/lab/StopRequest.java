package org.ockham.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A wish that work end as it does by Ctrl-C, with what is finished kept, left as a file in the directory that the work has: so it
 * reaches any process, on this machine or another. Until it is closed, whoever works there looks for it twice a second.
 */
public final class StopRequest implements AutoCloseable {

  /** The name of the file. */
  static final String FILE = ".stop";

  private static final long PERIOD = 500; // ms

  private final ScheduledExecutorService clock;
  private final Future<?> looking;

  private StopRequest(ScheduledExecutorService clock, Future<?> looking) {
    this.clock = clock;
    this.looking = looking;
  }

  /**
   * Asks the work in a directory to end.
   *
   * @throws LabException if the file cannot be written
   */
  public static void leave(Path directory) {
    OutputDirectory.write(directory.resolve(FILE), "");
  }

  /** Takes away what nobody listens to any more: it was meant for work that has ended. */
  static void clear(Path directory) throws IOException {
    Files.deleteIfExists(directory.resolve(FILE));
  }

  /**
   * Listens.
   *
   * @param directory claimed by the caller
   * @param stop is run once, on a thread of its own
   */
  static StopRequest heard(Path directory, Runnable stop) {
    Path file = directory.resolve(FILE);
    AtomicBoolean isHeard = new AtomicBoolean();
    ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
      Thread thread = new Thread(task, "ockham-stop");
      thread.setDaemon(true);
      return thread;
    });
    Future<?> looking = clock.scheduleWithFixedDelay(
        () -> {
          if (Files.exists(file) && isHeard.compareAndSet(false, true)) {
            stop.run();
          }
        },
        PERIOD,
        PERIOD,
        TimeUnit.MILLISECONDS);
    return new StopRequest(clock, looking);
  }

  /** Listens no more. */
  @Override
  public void close() {
    looking.cancel(false);
    clock.shutdown();
  }
}
