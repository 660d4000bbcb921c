package org.ockham.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.TrainedModel;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import org.ockham.nn.Layer;
import org.ockham.nn.Summary;
import org.ockham.tensor.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ockham summary}: what a network is made of. */
@Command(
    name = "summary",
    description =
        "Shows the layers of a recipe's or a model's network, their outputs and parameters.")
final class SummaryCommand implements Callable<Integer> {

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Parameters(
      paramLabel = "RECIPE|MODEL",
      completionCandidates = Completion.Recipes.class,
      description = "A recipe's name, a YAML file, or a model file (.safetensors).")
  private String subject = "";

  @Mixin
  private VariantOption variant = new VariantOption();

  @Mixin
  private RecipeOptions options = new RecipeOptions();

  @Option(names = "--json", description = "Print the layers as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Screen screen = main.screen();
    PrintStream people = screen.people(json);
    Variant shown;
    Layer network;
    long[] inputShape;
    if (subject.endsWith(".safetensors")) {
      TrainedModel model = TrainedModel.read(Path.of(subject));
      shown = model.variant();
      network = model.network();
      inputShape = model.inputShape();
    } else {
      Recipe recipe = options.recipe(subject);
      Engine.check();
      shown = variant.of(recipe);
      network = shown.network();
      inputShape = shown.data().inputShape();
    }
    people.println(screen.bold(shown.recipe() + ", variant " + shown.name()));
    print(screen, people, network, inputShape);
    if (json) {
      screen.out().print(RunDirectory.json(entries(shown, network.summary(inputShape))));
    }
    return Exit.OK.code();
  }

  /** The table of layers. */
  static void print(Screen screen, PrintStream out, Layer network, long[] inputShape) {
    Summary summary = network.summary(inputShape);
    Table table = new Table(3, "name", "layer", "output", "parameters");
    for (Summary.Row row : summary.rows()) {
      if (row.layer().equals("Sequential")) {
        continue; // says no more than its children do
      }
      table.row(
          row.name(),
          row.layer(),
          row.output().stream().map(String::valueOf).collect(Collectors.joining(" × ")),
          row.parameters() == 0 ? "" : String.format(Locale.ROOT, "%,d", row.parameters()));
    }
    table.print(screen, out);
    out.println(screen.bold(summary.total()));
  }

  private static Map<String, Object> entries(Variant variant, Summary summary) {
    List<Map<String, Object>> layers = new ArrayList<>();
    for (Summary.Row row : summary.rows()) {
      Map<String, Object> layer = new LinkedHashMap<>();
      layer.put("name", row.name());
      layer.put("layer", row.layer());
      layer.put("output", row.output());
      layer.put("parameters", row.parameters());
      layers.add(layer);
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("recipe", variant.recipe());
    entries.put("variant", variant.name());
    entries.put("parameters", summary.parameters());
    entries.put("trained", summary.trained());
    entries.put("layers", layers);
    return entries;
  }
}
