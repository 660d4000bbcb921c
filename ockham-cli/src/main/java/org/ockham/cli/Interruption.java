package org.ockham.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What ends a run before its end and how: Ctrl-C (SIGINT), SIGTERM (docker stop, systemd, Slurm), SIGHUP (a closed terminal)
 * and an output that nobody reads any more. The first one ends it cleanly, with what is finished kept; a second Ctrl-C ends
 * the process. Signals are not in Java's own API; {@code sun.misc.Signal}, in every JDK since 9 as {@code jdk.unsupported},
 * is reached by reflection because javac warns of it in a way that cannot be silenced. Where it is missing a signal ends the
 * process, as it does without this class.
 */
final class Interruption implements AutoCloseable {

  private static final String SIGNAL = "sun.misc.Signal";

  /** So long a terminal may take for a line. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final Map<String, Exit> SIGNALS =
      Map.of("INT", Exit.INTERRUPTED, "TERM", Exit.TERMINATED, "HUP", Exit.HANGUP);

  private final Screen screen;
  private final String kept;
  private final Runnable onFirst;
  private final Map<String, Object> previous = new LinkedHashMap<>();
  private final AtomicReference<@Nullable Exit> first = new AtomicReference<>();
  private final CountDownLatch said = new CountDownLatch(1);

  private Interruption(Screen screen, String kept, Runnable onFirst) {
    this.screen = screen;
    this.kept = kept;
    this.onFirst = onFirst;
  }

  /**
   * Until it is closed, the first interruption runs this.
   *
   * @param kept what is said of it: finished runs are kept
   */
  static Interruption of(Screen screen, String kept, Runnable onFirst) {
    Interruption interruption = new Interruption(screen, kept, onFirst);
    interruption.listen();
    return interruption;
  }

  private void listen() {
    SIGNALS.forEach((signal, exit) -> {
      Object before = handle(signal, (proxy, method, arguments) -> {
        if (method.getName().equals("handle")) {
          interrupted(exit);
        }
        return switch (method.getName()) {
          case "equals" -> proxy == arguments[0];
          case "hashCode" -> System.identityHashCode(proxy);
          case "toString" -> "Interruption";
          default -> null;
        };
      });
      if (before != null) {
        previous.put(signal, before);
      }
    });
    if (screen.out() instanceof StandardOutput output) {
      output.onClosedPipe(() -> interrupted(Exit.CLOSED_PIPE));
    }
  }

  /** Whether it has happened. */
  boolean hasCome() {
    return first.get() != null;
  }

  /** What the command ends with. */
  Exit exit() {
    Exit seen = first.get();
    return seen == null ? Exit.INTERRUPTED : seen;
  }

  private void interrupted(Exit exit) {
    if (!first.compareAndSet(null, exit)) {
      // A shell and the kernel both tell of a closed terminal, and a supervisor may insist: only a
      // person who types Ctrl-C again means at once.
      if (exit == Exit.INTERRUPTED) {
        Runtime.getRuntime().halt(exit.code());
      }
      return;
    }
    try {
      onFirst.run(); // before it is said: a terminal may take no words
      if (exit == Exit.INTERRUPTED) {
        screen.err().println("\nockham: interrupted: " + kept + " (Ctrl-C again ends at once)");
      } else if (exit != Exit.CLOSED_PIPE) {
        screen.err().println("\nockham: told to end: " + kept);
      }
    } finally {
      said.countDown();
    }
  }

  /**
   * Signals do again what they did before. After one they do not: the command has still to say what is kept, and then the
   * process ends.
   */
  @Override
  public void close() {
    Exit seen = first.get();
    if (seen == null || seen == Exit.CLOSED_PIPE) {
      previous.forEach(Interruption::install);
    } else {
      awaitWords();
    }
    if (screen.out() instanceof StandardOutput output) {
      output.onClosedPipe(() -> {});
    }
  }

  /** What ends on a signal may have ended before the thread of the signal has said so. */
  private void awaitWords() {
    try {
      said.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static @Nullable Object handle(String signal, InvocationHandler handler) {
    try {
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      return install(
          signal, Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable Object install(String name, Object handler) {
    try {
      Class<?> signal = Class.forName(SIGNAL);
      return signal
          .getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
          .invoke(null, signal.getConstructor(String.class).newInstance(name), handler);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return null; // no such module or signal, or the JVM keeps it for itself (-Xrs)
    }
  }
}
