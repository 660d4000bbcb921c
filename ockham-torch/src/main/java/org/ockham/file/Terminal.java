package org.ockham.file;

import java.io.Console;
import java.lang.reflect.InvocationTargetException;

/** What is known of the terminal this process runs in. */
public final class Terminal {
  private Terminal() {}

  /** True if the standard streams are a terminal that can be drawn on. Since Java 22 a console exists without one, and says so. */
  @SuppressWarnings("SystemConsoleNull") // isTerminal is asked where there is one
  public static boolean isInteractive() {
    Console console = System.console();
    if (console == null || "dumb".equals(System.getenv("TERM"))) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (NoSuchMethodException e) {
      return true;
    } catch (IllegalAccessException | InvocationTargetException e) {
      return false;
    }
  }
}
