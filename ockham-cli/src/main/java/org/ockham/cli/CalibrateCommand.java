package org.ockham.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ockham.data.NamedSet;
import org.ockham.lab.Calibration;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.TrainedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ockham calibrate}: probabilities that mean what they say. */
@Command(
    name = "calibrate",
    description = {
      "Calibrates a model of classes on its validation data, and notes it in its file; weights stay as they are.",
      "One half gives the temperature that the outputs are divided by, so that probabilities are as often right as they say;"
          + " the other how likely a class must be to be in the set that holds the right one as often as --coverage says.",
      "What that changes is shown on the validation data, which it was made of; ockham evaluate shows it on the test data too."
    })
final class CalibrateCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Parameters(
      paramLabel = "MODEL",
      description = "A model file: model.safetensors of a run. It is rewritten.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Option(
      names = "--coverage",
      paramLabel = "SHARE",
      defaultValue = "0.9",
      description = "How often the right class is to be in the set. Default: ${DEFAULT-VALUE}.")
  private double coverage;

  @Mixin
  private DataOption place = new DataOption();

  @Mixin
  @SuppressWarnings("UnusedVariable") // it acts by itself
  private ClassPathOption classes = new ClassPathOption();

  @Option(names = "--json", description = "Print the calibration as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Screen screen = main.screen();
    try {
      Calibration.checkCoverage(coverage);
    } catch (IllegalArgumentException e) {
      throw Mistake.of(spec, "--coverage: " + e.getMessage());
    }
    TrainedModel model = TrainedModel.read(file);
    NamedSet data = model.variant().data().open(place.source(screen));
    Calibration calibration = model.calibrated(data, coverage);
    ReliabilityTable table = new ReliabilityTable(calibration);
    table.row("validation", "val", model.reliability(calibration, data, false));
    model.note(calibration);
    PrintStream people = screen.people(json);
    people.println(screen.bold(file.toString()));
    table.print(screen, people);
    if (json) {
      Map<String, Object> entries = new LinkedHashMap<>();
      entries.put("model", file.toString());
      entries.putAll(table.json());
      screen.out().print(RunDirectory.json(entries));
    }
    return Exit.OK.code();
  }
}
