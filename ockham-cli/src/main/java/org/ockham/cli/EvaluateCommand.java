package org.ockham.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Datasets;
import org.ockham.data.NamedSet;
import org.ockham.data.Source;
import org.ockham.lab.Calibration;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.RunResult;
import org.ockham.lab.TrainedModel;
import org.ockham.train.Metrics;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ockham evaluate}: how good a model is on data. */
@Command(
    name = "evaluate",
    description =
        "Measures a model on the validation and test images of its data, or on another's test images; a calibrated one's probabilities too.")
final class EvaluateCommand implements Callable<Integer> {

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Parameters(paramLabel = "MODEL", description = "A model file: model.safetensors of a run.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Mixin
  private ModelOptions options = new ModelOptions();

  @Option(
      names = "--data",
      paramLabel = "NAME",
      completionCandidates = Completion.DataSets.class,
      description = "Measure on this data set's test images.")
  private @Nullable String data;

  @Mixin
  private DataOption place = new DataOption();

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Screen screen = main.screen();
    PrintStream people = screen.people(json);
    TrainedModel model = options.read(file);
    Source source = place.source(screen);
    String trainedOn = model.variant().data().name();
    boolean other = data != null && !data.equals(trainedOn);
    NamedSet images = data != null && other
        ? Datasets.named(data, source)
        : model.variant().data().open(source);
    Map<String, Double> values = new LinkedHashMap<>();
    MetricTable table = new MetricTable(model.variant());
    Calibration calibration = model.calibration();
    ReliabilityTable calibrated = calibration == null ? null : new ReliabilityTable(calibration);
    for (String stage : !other && !options.isNamed() ? List.of("val", "test") : List.of("test")) {
      boolean test = stage.equals("test");
      String name = test ? "test" : "validation";
      Metrics metrics = model.evaluate(images, test);
      values.putAll(metrics.values());
      table.row(name, stage, metrics);
      if (calibrated != null) {
        calibrated.row(name, stage, model.reliability(calibrated.calibration(), images, test));
      }
    }
    people.println(
        screen.bold(model.variant().recipe() + ", variant " + model.variant().name()
            + (options.isNamed() ? "" : ", seed " + model.seed()) + ", on " + images.name()));
    table.table().print(screen, people);
    if (calibrated != null) {
      calibrated.print(screen, people);
    }
    if (json) {
      Map<String, @Nullable Object> entries = new LinkedHashMap<>();
      entries.put("model", file.toString());
      entries.put("recipe", model.variant().recipe());
      entries.put("variant", model.variant().name());
      entries.put("data", images.name());
      entries.putAll(RunResult.numbers(values));
      if (calibrated != null) {
        entries.put("calibration", calibrated.json());
      }
      screen.out().print(RunDirectory.json(entries));
    }
    return Exit.OK.code();
  }
}
