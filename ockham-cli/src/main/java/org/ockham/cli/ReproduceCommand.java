package org.ockham.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.Experiment;
import org.ockham.lab.Reproduction;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.recipe.Variant;
import org.ockham.tensor.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ockham reproduce}: whether a model comes out again. */
@Command(
    name = "reproduce",
    description = {
      "Trains a model again, by what its file says, and says whether the bits agree.",
      "Where they do not, it says by how much, and what was otherwise: the code, the kernels, the threads."
    })
final class ReproduceCommand implements Callable<Integer> {

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Parameters(paramLabel = "MODEL", description = "A model file: model.safetensors of a run.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Mixin
  private DataOption place = new DataOption();

  @Mixin
  @SuppressWarnings("UnusedVariable") // it acts by itself
  private ClassPathOption classes = new ClassPathOption();

  @Option(
      names = "--json",
      description = "Print the result as JSON; progress goes to standard error.")
  private boolean json;

  @Override
  public Integer call() {
    Screen screen = main.screen();
    PrintStream people = screen.people(json);
    Engine.check();
    Reproduction reproduction = Reproduction.of(file, place.source(screen));
    Experiment experiment = reproduction.experiment();
    Variant variant = experiment.variant();
    people.println(screen.bold(variant.recipe() + ", variant " + variant.name() + ", seed "
        + experiment.seed() + ", once more"));
    Interruption interruption =
        Interruption.of(screen, "ending after this step", reproduction::interrupt);
    try (interruption) {
      Reproduction.Result result = reproduction.execute(screen.epochs(json));
      if (result.run().interrupted()) {
        return interruption.exit().code();
      }
      report(screen, people, result);
      return (result.isSame() ? Exit.OK : Exit.DIFFERENT).code();
    }
  }

  private void report(Screen screen, PrintStream people, Reproduction.Result result) {
    people.println();
    people.println(
        result.isSame()
            ? String.format(
                Locale.ROOT,
                "The bits agree: all %,d weights of epoch %d are the same.",
                result.run().parameters(),
                result.epoch())
            : String.format(
                Locale.ROOT,
                "The bits differ, by %s at most (in %s), epoch %d there and epoch %d here.",
                result.largest(),
                result.tensor(),
                result.epoch(),
                result.run().bestEpoch()));
    List<String> differences = result.provenance();
    if (differences.isEmpty()) {
      people.println(
          "Nothing was otherwise: data, code, engine, kernels and threads are the same.");
    } else {
      people.println("What was otherwise:");
      differences.forEach(difference -> screen.say(people, "  " + difference));
    }
    if (json) {
      Map<String, @Nullable Object> entries = new LinkedHashMap<>();
      entries.put("model", file.toString());
      entries.put("same", result.isSame());
      entries.put("largest", Double.isFinite(result.largest()) ? result.largest() : null);
      entries.put("tensor", result.tensor());
      entries.put("epochThere", result.epoch());
      entries.put("epochHere", result.run().bestEpoch());
      entries.put("differences", differences);
      screen.out().print(RunDirectory.json(entries));
    }
  }
}
