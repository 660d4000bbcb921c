package org.ockham.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.TrainedModel;
import org.ockham.lab.onnx.OnnxExport;
import org.ockham.onnx.Graph;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ockham export}: a model as a file that others compute. */
@Command(
    name = "export",
    description = {
      "Writes a model as a file that ONNX Runtime and others compute, without Ockham.",
      "The preparation of its inputs goes with it: the file takes images (bytes, [n, height, width, 3], of any size) or a table's columns as they are,"
          + " and gives the classes' probabilities, or numbers in the target's own units."
    })
final class ExportCommand implements Callable<Integer> {

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Parameters(paramLabel = "MODEL", description = "A model file: model.safetensors of a run.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Mixin
  private ModelOptions options = new ModelOptions();

  @Option(
      names = "--onnx",
      required = true,
      description = "As ONNX, which is the only form there is so far.")
  @SuppressWarnings("UnusedVariable") // picocli asks for it
  private boolean onnx;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description =
          "The file to write; default model.onnx beside the model. An ONNX file (*.onnx) that is there is replaced.")
  private @Nullable Path out;

  @Option(
      names = "--opset",
      paramLabel = "N",
      defaultValue = "" + Graph.OPSET,
      description = "The version of ONNX' operators, 17 to 20. Default: ${DEFAULT-VALUE}.")
  private int opset;

  @Option(
      names = "--network",
      description = "The network alone, whose inputs come prepared: x, as the network takes it.")
  private boolean network;

  @Option(
      names = "--external-data",
      description =
          "Write the weights into a second file, FILE.data beside it. Done by itself where they have more than 2 GiB.")
  private boolean externalData;

  @Option(names = "--json", description = "Print what was written as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Screen screen = main.screen();
    OnnxExport export = export();
    TrainedModel model = options.read(file);
    Path target = target();
    Graph graph = export.write(model);
    List<Path> written = externalData ? graph.writeWithExternalData(target) : graph.write(target);
    String files = written.stream().map(Path::toString).collect(Collectors.joining(" and "));
    screen
        .people(json)
        .println(files + ": ONNX, opset " + opset + ", takes " + String.join(", ", graph.inputs())
            + " and gives " + String.join(", ", graph.outputs()));
    OptionalDouble narrowing = OnnxExport.narrowing(model);
    narrowing.ifPresent(difference -> screen.say(
        screen.people(json),
        String.format(
            Locale.ROOT,
            "trained in float64, written in float32, in which ONNX Runtime has all layers: on noise outputs differ by %.1e at the most",
            difference)));
    if (json) {
      Map<String, Object> entries = new LinkedHashMap<>();
      entries.put("files", written.stream().map(Path::toString).toList());
      entries.put("opset", opset);
      narrowing.ifPresent(difference -> entries.put("narrowing", difference));
      entries.put("inputs", graph.inputs());
      entries.put("outputs", graph.outputs());
      screen.out().print(RunDirectory.json(entries));
    }
    return Exit.OK.code();
  }

  /** What is there and has another name than ONNX files have is no earlier export. */
  private Path target() {
    if (out == null) {
      return file.resolveSibling("model.onnx");
    }
    if (!out.toString().endsWith(".onnx")) {
      FreePlace.check(out);
    }
    return out;
  }

  private OnnxExport export() {
    try {
      return new OnnxExport(opset, network);
    } catch (IllegalArgumentException e) {
      throw Mistake.of(spec, "--opset: " + e.getMessage());
    }
  }
}
