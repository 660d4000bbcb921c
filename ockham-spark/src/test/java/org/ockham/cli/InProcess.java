package org.ockham.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a command line, run in this process, printed and ended with.
 *
 * @param code the exit code
 * @param out standard output
 * @param err standard error
 */
public record InProcess(int code, String out, String err) {

  public static InProcess run(Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Screen screen = new Screen(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        false,
        false);
    int code = Main.run(screen, Arrays.stream(words).map(Object::toString).toArray(String[]::new));
    return new InProcess(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
