package org.ockham.logger;

import java.io.PrintStream;
import java.util.Map;

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
    out.println(LogLine.of(step, epoch, values));
  }

  @Override
  public void text(long step, String tag, String text) {
    out.println(LogLine.of(step, tag, text));
  }

  @Override
  public void flush() {
    out.flush();
  }
}
