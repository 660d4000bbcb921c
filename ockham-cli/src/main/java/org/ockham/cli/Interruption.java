package org.ockham.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * What Ctrl-C does while a run is under way: the first one ends it cleanly, the second one ends the process. Signals are not
 * in Java's own API; {@code sun.misc.Signal}, in every JDK since 9 as {@code jdk.unsupported}, is reached by reflection
 * because javac warns of it in a way that cannot be silenced. Where it is missing Ctrl-C ends the process, as it does
 * without this class.
 */
final class Interruption implements AutoCloseable {

  private static final String SIGNAL = "sun.misc.Signal";

  private final Runnable onFirst;
  private final @Nullable Object previous;
  private boolean seen;

  private Interruption(Runnable onFirst) {
    this.onFirst = onFirst;
    this.previous = handle((proxy, method, arguments) -> {
      if (method.getName().equals("handle")) {
        signalled();
      }
      return switch (method.getName()) {
        case "equals" -> proxy == arguments[0];
        case "hashCode" -> System.identityHashCode(proxy);
        case "toString" -> "Interruption";
        default -> null;
      };
    });
  }

  /** Until it is closed, the first Ctrl-C runs this. */
  static Interruption of(Runnable onFirst) {
    return new Interruption(onFirst);
  }

  private synchronized void signalled() {
    if (seen) {
      Runtime.getRuntime().halt(Exit.INTERRUPTED.code());
    }
    seen = true;
    onFirst.run();
  }

  /** Ctrl-C does again what it did before. */
  @Override
  public void close() {
    if (previous != null) {
      install(previous);
    }
  }

  private static @Nullable Object handle(InvocationHandler handler) {
    try {
      Class<?> type = Class.forName("sun.misc.SignalHandler");
      return install(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return null;
    }
  }

  private static @Nullable Object install(Object handler) {
    try {
      Class<?> signal = Class.forName(SIGNAL);
      return signal
          .getMethod("handle", signal, Class.forName("sun.misc.SignalHandler"))
          .invoke(null, signal.getConstructor(String.class).newInstance("INT"), handler);
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      return null; // no such module, or the JVM keeps the signal for itself (-Xrs)
    }
  }
}
