package org.ockham.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** PyTorch's optimisers in a Python process of their own ({@code optimizer_steps.py}), which times steps when asked. */
final class PythonOptimizer implements AutoCloseable {

  /** Those it has and libtorch has not. */
  static final Set<String> NAMES =
      Set.of("NAdam", "RAdam", "Adamax", "Adadelta", "Adafactor", "Rprop", "ASGD", "Muon");

  private final Process process;
  private final PrintWriter questions;
  private final BufferedReader answers;

  PythonOptimizer(String python, String script) {
    try {
      process = new ProcessBuilder(python, script)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    questions = new PrintWriter(
        new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8), true);
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /** Seconds that so many steps took. */
  double seconds(String name, OptimizerShapes size, int steps) {
    questions.println(name + " " + size + " " + steps);
    try {
      String answer = answers.readLine();
      if (answer == null) {
        throw new IllegalStateException("the Python side ended: see its error above");
      }
      return Double.parseDouble(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    questions.close();
    process.destroy();
  }
}
