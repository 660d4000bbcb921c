package org.ockham.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.ockham.lab.Calibration;
import org.ockham.lab.Reliability;
import org.ockham.lab.RunResult;

/** How far the probabilities of a calibrated model mean what they say, a row for each part of the data. */
final class ReliabilityTable {

  private final Calibration calibration;
  private final Map<String, Object> json = new LinkedHashMap<>();
  private final Table table = new Table(
      1,
      "",
      "ece before",
      "ece after",
      "nll before",
      "nll after",
      "right class in set",
      "classes in set");

  ReliabilityTable(Calibration calibration) {
    this.calibration = calibration;
    json.put("temperature", calibration.temperature());
    json.put("coverage", calibration.coverage());
    json.put("least", calibration.least());
    json.put("samples", calibration.samples());
  }

  Calibration calibration() {
    return calibration;
  }

  /**
   * Adds a row.
   *
   * @param name for people
   * @param stage its name in tags: {@code val}, {@code test}
   */
  void row(String name, String stage, Reliability measured) {
    json.put(stage, RunResult.numbers(measured.numbers()));
    table.row(
        name,
        Screen.number(measured.before().error()),
        Screen.number(measured.after().error()),
        Screen.number(measured.before().nll()),
        Screen.number(measured.after().nll()),
        Screen.percent(measured.coverage()),
        String.format(Locale.ROOT, "%.2f", measured.setSize()));
  }

  void print(Screen screen, PrintStream out) {
    out.println("calibrated on " + calibration.samples() + " validation samples: temperature "
        + String.format(Locale.ROOT, "%.3f", calibration.temperature())
        + (calibration.temperature() == 1 ? ", as none of those that give it is wrong" : "")
        + "; with "
        + Screen.percent(calibration.coverage()) + " coverage a set has the classes of at least "
        + Screen.percent(calibration.least()));
    table.print(screen, out);
  }

  /** The calibration's numbers, and those of each part under its stage. */
  Map<String, Object> json() {
    return json;
  }
}
