package org.ockham.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ockham.board.Recording;
import org.ockham.board.Reduction;
import org.ockham.board.RunReader;
import org.ockham.board.Smoothing;
import org.ockham.lab.LabException;
import org.ockham.lab.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ockham runs}: what runs have logged for TensorBoard. */
@Command(
    name = "runs",
    description =
        "Lists and shows runs logged for TensorBoard, those of PyTorch and TensorFlow too.",
    synopsisSubcommandLabel = "COMMAND")
final class RunsCommand implements Runnable {

  private static final String WHERE = "A directory with event files in it, or below it.";

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  /** On its own it has nothing to do. */
  @Override
  public void run() {
    throw Mistake.of(spec, "runs needs to be told what to do: list DIR or show DIR");
  }

  @Command(name = "list", description = "Lists the runs at and below a directory.")
  int list(
      @Parameters(
              paramLabel = "DIR",
              arity = "0..1",
              defaultValue = "runs",
              description = {WHERE, "Default: ${DEFAULT-VALUE}."})
          Path directory,
      @Option(names = "--json", description = "Print the list as JSON.") boolean json) {
    Screen screen = main.screen();
    Table table = new Table(2, "run", "status", "step", "last values");
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (Path place : runs(directory)) {
      Recording run = recording(place);
      String name = RunText.name(directory, place);
      table.row(
          Screen.line(name),
          RunText.status(run),
          Long.toString(run.lastStep()),
          RunText.lastValues(run));
      list.add(RunText.summary(name, run));
    }
    table.print(screen, screen.people(json));
    if (json) {
      screen.out().print(RunDirectory.json(list));
    }
    return Exit.OK.code();
  }

  @Command(
      name = "show",
      description =
          "Shows what a run has logged; with --csv or --json, every point of every curve.")
  int show(
      @Parameters(paramLabel = "DIR", description = WHERE) Path directory,
      @Option(
              names = "--smoothing",
              paramLabel = "W",
              defaultValue = "0",
              description =
                  "How much of the mean so far is kept at each point of the curves shown, as TensorBoard does it. Default: ${DEFAULT-VALUE}.")
          double smoothing,
      @Option(
              names = "--points",
              paramLabel = "N",
              description =
                  "With --json, reduce each curve to this many points, extremes and gaps among them.")
          @Nullable
          Integer points,
      @Option(names = "--csv", description = "Print all points as CSV.") boolean csv,
      @Option(names = "--json", description = "Print all points as JSON.") boolean json) {
    if (csv && json) {
      throw Mistake.of(spec, "--csv and --json are two ways to print one thing: choose one");
    }
    if (!(smoothing >= 0 && smoothing < 1)) {
      throw Mistake.of(
          spec, "--smoothing is " + smoothing + ", but must be at least 0 and below 1");
    }
    if (points != null && (points < Reduction.FEWEST || !json)) {
      throw Mistake.of(
          spec,
          json
              ? "--points is " + points + ", but must be at least " + Reduction.FEWEST
              : "--points is for --json: curves on the screen are as long as there is room");
    }
    Screen screen = main.screen();
    Path place = theOnly(directory);
    Recording run = recording(place);
    if (csv) {
      print(run, screen.out());
    } else if (json) {
      screen
          .out()
          .print(RunDirectory.json(RunText.entries(RunText.name(directory, place), run, points)));
    } else {
      show(screen, RunText.name(directory, place), run, smoothing);
    }
    return Exit.OK.code();
  }

  private static void show(Screen screen, String name, Recording run, double smoothing) {
    PrintStream out = screen.out();
    out.println(screen.bold(Screen.line(name)) + ": " + RunText.status(run) + ", step "
        + run.lastStep() + RunText.times(run));
    run.hyperParameters()
        .ifPresent(settings -> settings
            .values()
            .forEach((setting, value) -> out.println(
                "  " + Screen.line(setting) + "  " + Screen.line(RunText.value(value)))));
    if (!run.scalars().isEmpty()) {
      out.println();
      Table table = new Table(1, "tag", "points", "last", "least", "greatest", "curve");
      run.scalars()
          .forEach((tag, series) -> table.row(
              Screen.line(tag),
              Integer.toString(series.size()),
              RunText.number(series.value(series.size() - 1)),
              RunText.extreme(series, series.least()),
              RunText.extreme(series, series.greatest()),
              Sparkline.of(Smoothing.debiased(series.values(), smoothing), RunText.CURVE)));
      table.print(screen, out);
      if (run.scalars().values().stream()
          .anyMatch(series -> Sparkline.isReduced(series, RunText.CURVE))) {
        screen.say(
            out,
            "Curves of more than " + RunText.CURVE
                + " points are reduced: each mark is what lies farthest from the mean in its stretch, · a gap, and the last the last"
                + " point; --csv has all points.");
      }
    }
    RunText.others(run)
        .forEach((kind, tags) -> out.println("\n" + kind + ": "
            + tags.stream().map(Screen::line).collect(Collectors.joining(", "))));
  }

  private static void print(Recording run, PrintStream out) {
    // Not closed: standard output is not ours to close.
    CsvWriter csv = CsvWriter.builder().build(Screen.writer(out));
    csv.writeRecord("tag", "step", "wall_time", "value");
    run.scalars().forEach((tag, series) -> {
      for (int i = 0; i < series.size(); i++) {
        csv.writeRecord(
            tag,
            Long.toString(series.step(i)),
            Double.toString(series.wallTime(i)),
            Double.toString(series.value(i)));
      }
    });
    try {
      csv.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A run, whose damage is told beside. */
  private Recording recording(Path place) {
    Recording run = read(() -> RunReader.read(place));
    run.problems()
        .forEach(problem -> main.screen().err().println("ockham: " + Screen.line(problem)));
    return run;
  }

  private static List<Path> runs(Path directory) {
    List<Path> runs = read(() -> RunReader.runs(directory));
    if (runs.isEmpty()) {
      throw new LabException("in and below " + directory
          + " there are no event files: give the directory that TensorBoard would be started on.");
    }
    return runs;
  }

  private Path theOnly(Path directory) {
    List<Path> runs = runs(directory);
    if (runs.contains(directory) || runs.size() == 1) {
      return runs.contains(directory) ? directory : runs.get(0);
    }
    throw new LabException("which run? Below " + directory + " there are "
        + runs.stream().limit(20).map(Path::toString).collect(Collectors.joining(", "))
        + (runs.size() > 20 ? ", and " + (runs.size() - 20) + " more" : "")
        + ": give the directory of one.");
  }

  private static <T> T read(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (UncheckedIOException e) {
      throw new LabException(LabException.Kind.BAD, String.valueOf(e.getMessage()), e);
    }
  }
}
