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
final class WatchOption implements AutoCloseable {

  @Option(
      names = "--watch",
      description =
          "Show it in a browser as it happens, at an address of this machine that is printed, until it ends.")
  private boolean isGiven;

  private @Nullable WatchServer server;
  private @Nullable WatchAddress address;
  private Supplier<String> again = () -> "";

  boolean isGiven() {
    return isGiven;
  }

  /**
   * Shows it, if that is asked for, at the port of {@code ockham watch} or, where somebody has that, at any other.
   *
   * @param watch what is shown
   * @param place where {@code ockham watch} finds it when it has ended; empty for nowhere
   */
  void show(Screen screen, PrintStream people, Supplier<Watch> watch, Supplier<String> place) {
    if (isGiven) {
      WatchServer started = start(watch.get());
      server = started;
      again = place;
      WatchAddress told = WatchAddress.of(screen, started);
      address = told;
      screen.say(people, "watch it at " + told.told());
      people.println();
    }
  }

  /** Closed after what writes how it ended, so that whoever looks on sees that. */
  @Override
  public void close() {
    if (address != null) {
      address.close();
    }
    if (server != null) {
      String place = again.get();
      server.close(
          place.isEmpty()
              ? "ended"
              : "ended; ockham watch " + Screen.line(place) + " shows it again");
    }
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
