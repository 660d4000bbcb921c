package org.ockham.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The command on a thread beside a test, which sees what it prints while it works. */
final class UnderWay {

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final CompletableFuture<Integer> code = new CompletableFuture<>();

  private UnderWay() {}

  /** Starts {@code ockham}; standard error goes where standard output goes. */
  static UnderWay start(String... args) {
    UnderWay command = new UnderWay();
    PrintStream stream = new PrintStream(command.output, true, StandardCharsets.UTF_8);
    Thread thread = new Thread(
        () -> {
          try {
            command.code.complete(Main.run(new Screen(stream, stream, false, false), args));
          } catch (RuntimeException | Error e) {
            command.code.completeExceptionally(e);
          }
        },
        "ockham");
    thread.setDaemon(true);
    thread.start();
    return command;
  }

  /** Waits until the output has this text. */
  void await(String text) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    while (!output().contains(text)) {
      if (System.nanoTime() > end || (code.isDone() && !output().contains(text))) {
        throw new AssertionError("no '" + text + "' in: " + output());
      }
      Thread.sleep(20);
    }
  }

  /** The exit code, once it has ended. */
  int code() throws InterruptedException, ExecutionException {
    try {
      return code.get(120, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError("still running: " + output(), e);
    }
  }

  String output() {
    return output.toString(StandardCharsets.UTF_8);
  }
}
