package org.ockham.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.OutputDirectory;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.report.StudyReport;
import org.ockham.lab.tune.StudyTable;
import org.ockham.search.StudyResult;
import org.ockham.search.analysis.Fanova;
import org.ockham.search.analysis.PedAnova;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.StorageException;
import org.ockham.search.storage.StudyRecord;
import org.ockham.search.trial.FrozenTrial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ockham study}: studies in a storage, Ockham's own and Optuna's. */
@Command(
    name = "study",
    description = "Lists, shows, exports and deletes studies, those made by Optuna too.",
    synopsisSubcommandLabel = "COMMAND")
final class StudyCommand implements Runnable {

  /** How importance is measured. */
  enum Method {
    pedanova,
    fanova
  }

  /** What a study is written as. */
  enum Format {
    csv,
    json
  }

  private static final String NAME = "The study; may be left out where there is only one.";

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  /** On its own it has nothing to do. */
  @Override
  public void run() {
    throw Mistake.of(
        spec, "study needs to be told what to do: list, show, best, importance, export or delete");
  }

  @Command(name = "list", description = "Lists the studies of a storage.")
  int list(
      @Mixin StorageOption storage,
      @Option(names = "--json", description = "Print the list as JSON.") boolean json) {
    Screen screen = main.screen();
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    Exit exit = Exit.OK;
    try (Storage open = storage.reading()) {
      Table table = new Table(2, "study", "directions", "trials", "best");
      for (StudyRecord record : open.studies()) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("study", record.name());
        entry.put("directions", record.directions().stream().map(Enum::name).toList());
        list.add(entry);
        StudyResult result;
        try {
          result = result(open, record);
        } catch (StorageException e) { // this study's trouble; the others are listed all the same
          table.row(
              record.name(),
              "–",
              "–",
              "cannot be read: " + Screen.line(String.valueOf(e.getMessage())));
          entry.put("problem", e.getMessage());
          exit = Exit.of(e);
          continue;
        }
        List<FrozenTrial> best = StudyText.best(result);
        table.row(
            record.name(),
            StudyText.directions(result),
            Integer.toString(result.trials().size()),
            result.directions().size() > 1
                ? "front of " + best.size()
                : best.isEmpty() ? "–" : StudyText.values(best.get(0)));
        entry.put("trials", result.trials().size());
        entry.put("best", best.stream().map(StudyTable::entries).toList());
      }
      table.print(screen, screen.people(json));
    }
    if (json) {
      screen.out().print(RunDirectory.json(list));
    }
    return exit.code();
  }

  @Command(
      name = "show",
      description = "Shows a study's trials; as a page with all its charts with --report.")
  int show(
      @Mixin StorageOption storage,
      @Parameters(paramLabel = "STUDY", arity = "0..1", description = NAME) @Nullable String name,
      @Option(
              names = "--last",
              paramLabel = "N",
              defaultValue = "20",
              description = "How many of the newest trials. Default: ${DEFAULT-VALUE}.")
          int last,
      @Option(
              names = "--report",
              paramLabel = "HTML",
              description = "Write the charts into this file.")
          @Nullable
          Path report,
      @Option(names = "--json", description = "Print the study as JSON.") boolean json) {
    if (last < 0) {
      throw Mistake.of(spec, "--last is " + last + ", but must be at least 0");
    }
    Screen screen = main.screen();
    PrintStream people = screen.people(json);
    StudyResult result;
    try (Storage open = storage.reading()) {
      StudyRecord record = find(open, name);
      result = result(open, record);
      if (report != null) {
        StudyReport.of(result).withObjectives(record.metricNames()).write(report);
      }
    }
    people.println(screen.bold(result.name()) + " (" + StudyText.directions(result) + ")");
    people.println(StudyText.counts(result));
    if (!result.trials().isEmpty() && last > 0) {
      people.println();
      int size = result.trials().size();
      StudyText.table(result.trials().subList(Math.max(0, size - last), size))
          .print(screen, people);
    }
    people.println();
    printBest(screen, people, result);
    result.aboutTimes().ifPresent(sentence -> screen.say(people, sentence));
    if (report != null) {
      people.println("\nreport: " + report);
    }
    if (json) {
      screen.out().print(RunDirectory.json(StudyTable.entries(result)));
    }
    return Exit.OK.code();
  }

  @Command(name = "best", description = "Shows the best trial, or the Pareto front.")
  int best(
      @Mixin StorageOption storage,
      @Parameters(paramLabel = "STUDY", arity = "0..1", description = NAME) @Nullable String name,
      @Option(names = "--json", description = "Print the trials as JSON.") boolean json) {
    Screen screen = main.screen();
    StudyResult result = read(storage, name);
    printBest(screen, screen.people(json), result);
    if (json) {
      screen
          .out()
          .print(RunDirectory.json(
              StudyText.best(result).stream().map(StudyTable::entries).toList()));
    }
    return Exit.OK.code();
  }

  @Command(name = "importance", description = "Shows how much each parameter matters.")
  int importance(
      @Mixin StorageOption storage,
      @Parameters(paramLabel = "STUDY", arity = "0..1", description = NAME) @Nullable String name,
      @Option(
              names = "--method",
              paramLabel = "pedanova|fanova",
              defaultValue = "pedanova",
              description = "How it is measured. Default: ${DEFAULT-VALUE}.")
          Method method,
      @Option(
              names = "--objective",
              paramLabel = "I",
              defaultValue = "0",
              description = "For which value, from 0. Default: ${DEFAULT-VALUE}.")
          int objective,
      @Option(names = "--json", description = "Print the shares as JSON.") boolean json) {
    Screen screen = main.screen();
    StudyResult result = read(storage, name);
    if (objective < 0 || objective >= result.directions().size()) {
      throw Mistake.of(
          spec,
          "--objective is " + objective + ", but the study has objectives 0 to "
              + (result.directions().size() - 1));
    }
    Map<String, Double> shares =
        (method == Method.fanova ? Fanova.standard() : PedAnova.standard()).of(result, objective);
    PrintStream people = screen.people(json);
    if (shares.isEmpty()) {
      people.println(
          "too few complete trials with a parameter in common: " + StudyText.counts(result));
    }
    int width = shares.keySet().stream().mapToInt(String::length).max().orElse(0);
    shares.forEach((parameter, share) -> people.println(parameter
        + " ".repeat(width - parameter.length())
        + String.format(Locale.ROOT, "  %.3f  ", share)
        + "█".repeat((int) Math.round(
            share * Math.min(40, Math.max(0, screen.width() - width - 10))))));
    if (json) {
      screen.out().print(RunDirectory.json(shares));
    }
    return Exit.OK.code();
  }

  @Command(name = "export", description = "Writes all trials of a study as CSV or JSON.")
  int export(
      @Mixin StorageOption storage,
      @Parameters(paramLabel = "STUDY", arity = "0..1", description = NAME) @Nullable String name,
      @Option(
              names = "--format",
              paramLabel = "csv|json",
              defaultValue = "csv",
              description = "Default: ${DEFAULT-VALUE}.")
          Format format,
      @Option(
              names = "--out",
              paramLabel = "FILE",
              description = "The file; standard output if not given.")
          @Nullable
          Path out) {
    StudyResult result = read(storage, name);
    String text =
        format == Format.csv ? result.csv() : RunDirectory.json(StudyTable.entries(result));
    if (out == null) {
      main.screen().out().print(text);
    } else {
      FreePlace.check(out);
      OutputDirectory.write(out, text);
      main.screen().out().println(result.trials().size() + " trials: " + out);
    }
    return Exit.OK.code();
  }

  @Command(name = "delete", description = "Deletes a study with all its trials.")
  int delete(
      @Mixin StorageOption storage,
      @Parameters(paramLabel = "STUDY", description = "The study.") String name,
      @Option(names = "--yes", description = "Really delete it.") boolean yes) {
    try (Storage open = yes ? storage.open() : storage.reading()) {
      StudyRecord record = find(open, name);
      StudyResult result = result(open, record);
      if (!yes) {
        throw Mistake.of(
            spec,
            "study " + name + " has " + StudyText.counts(result)
                + "; add --yes to delete it for good");
      }
      open.delete(record.id());
      main.screen().out().println("deleted " + name + " (" + StudyText.counts(result) + ")");
    }
    return Exit.OK.code();
  }

  private static void printBest(Screen screen, PrintStream people, StudyResult result) {
    List<FrozenTrial> best = StudyText.best(result);
    if (best.isEmpty()) {
      people.println("no complete trial yet");
    }
    best.forEach(trial -> StudyText.print(screen, people, trial));
  }

  private static StudyResult read(StorageOption storage, @Nullable String name) {
    try (Storage open = storage.reading()) {
      return result(open, find(open, name));
    }
  }

  private static StudyResult result(Storage storage, StudyRecord record) {
    return new StudyResult(
        record.name(), record.directions(), storage.trials(record.id(), List.of(), -1));
  }

  private static StudyRecord find(Storage storage, @Nullable String name) {
    List<StudyRecord> studies = storage.studies();
    if (name == null && studies.size() == 1) {
      return studies.get(0);
    }
    return studies.stream()
        .filter(study -> study.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new StorageException(
            (name == null ? "which study? " : "there is no study '" + name + "' here: ")
                + (studies.isEmpty()
                    ? "the storage has none."
                    : "the studies are "
                        + studies.stream().map(StudyRecord::name).collect(Collectors.joining(", "))
                        + ".")));
  }
}
