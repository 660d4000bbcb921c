package org.ockham.lab.statistics;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What SciPy and statsmodels say; statistics_values.py beside the tests makes the file. */
final class ReferenceFigures {

  static final JsonNode ALL = read();

  private ReferenceFigures() {}

  static double[] numbers(JsonNode array) {
    double[] numbers = new double[array.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = array.get(i).asDouble();
    }
    return numbers;
  }

  private static JsonNode read() {
    try (InputStream file =
        Objects.requireNonNull(ReferenceFigures.class.getResourceAsStream("statistics.json"))) {
      return new ObjectMapper().readTree(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
