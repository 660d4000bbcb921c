package org.ockham.logger;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints a line whenever numbers or a text are logged: {@code step 100  epoch 2  train/loss 0.2513  rate 0.001000}. */
public final class ConsoleLogger implements Logger {

  private final PrintStream out;

  private ConsoleLogger(PrintStream out) {
    this.out = out;
  }

  /** Onto this stream. */
  public static ConsoleLogger to(PrintStream out) {
    return new ConsoleLogger(out);
  }

  @Override
  public void log(long step, int epoch, Map<String, Double> values) {
    out.println("step " + step + "  epoch " + epoch + "  "
        + values.entrySet().stream()
            .map(entry -> entry.getKey() + String.format(Locale.ROOT, " %.4g", entry.getValue()))
            .collect(Collectors.joining("  ")));
  }

  @Override
  public void text(long step, String tag, String text) {
    out.println("step " + step + "  " + tag + "  " + text);
  }

  @Override
  public void flush() {
    out.flush();
  }
}
