package org.ockham.cli;

import java.io.PrintStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.LabException;
import org.ockham.watch.Token;
import org.ockham.watch.Watch;
import org.ockham.watch.WatchServer;
import picocli.CommandLine.Option;

/** The option that shows work in a browser while it goes on. */
final class WatchOption {

  @Option(
      names = "--watch",
      description =
          "Show it in a browser as it happens, at an address of this machine that is printed, until it ends.")
  private boolean isGiven;

  boolean isGiven() {
    return isGiven;
  }

  /**
   * Shows it, if that is asked for, at the port of {@code ockham watch} or, where somebody has that, at any other.
   *
   * @param watch what is shown
   * @return to be closed when the work ends
   */
  @Nullable
  WatchServer start(Screen screen, PrintStream people, Supplier<Watch> watch) {
    if (!isGiven) {
      return null;
    }
    WatchServer server = start(watch.get());
    screen.say(people, "watch it at " + server.addressWithToken());
    people.println();
    return server;
  }

  private static WatchServer start(Watch watch) {
    Token token = Token.random();
    try {
      return WatchServer.start(watch, "localhost", WatchCommand.PORT, token);
    } catch (LabException taken) {
      return WatchServer.start(watch, "localhost", 0, token);
    }
  }
}
