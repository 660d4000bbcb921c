package org.ockham.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Source;
import org.ockham.file.AtomicFile;
import org.ockham.file.Excerpt;
import org.ockham.lab.LabException;
import org.ockham.lab.catalogue.Spelling;
import org.ockham.lab.exercise.Done;
import org.ockham.lab.exercise.Exercise;
import org.ockham.lab.exercise.Exercises;
import org.ockham.lab.exercise.Finding;
import org.ockham.lab.exercise.ReproductionPage;
import org.ockham.lab.exercise.Setting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ockham exercise}: does exercises of the courses, and says whether they show what they must. */
@Command(
    name = "exercise",
    description = {
      "Does exercises of a course on regularisation, and holds what is seen against what must be: ockham exercise list.",
      "Findings and runs are kept in --out: the same command does only what is missing."
    })
final class ExerciseCommand implements Callable<Integer> {

  private static final String LIST = "list";

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      completionCandidates = Names.class,
      description = "Which; or list.")
  private List<String> names = List.of();

  @Option(names = "--all", description = "All of them.")
  private boolean all;

  @Option(
      names = "--quick",
      description =
          "Small, on data that Ockham draws itself: then only what must hold at any size is expected.")
  private boolean quick;

  @Mixin
  private DataOption data = new DataOption();

  @Option(
      names = "--seeds",
      paramLabel = "N",
      description = "Over how many seeds recipes are compared, 1 to 1000; theirs if not given.")
  private @Nullable Integer seeds;

  @Option(
      names = "--jobs",
      paramLabel = "N|auto",
      description = "Runs at a time. Default: auto, one a processor.",
      converter = CountOrAuto.Converter.class)
  private CountOrAuto jobs = CountOrAuto.AUTO;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description =
          "Where findings, pictures and runs are kept; runs/exercises, or runs/exercises-quick, if not given.")
  private @Nullable Path out;

  @Option(
      names = "--kept",
      description = "Do none: tell only what is kept in --out, however it was done.")
  private boolean kept;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Write a table of all that was found, such as docs/reproduction.md.")
  private @Nullable Path markdown;

  /** What can be asked for. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.concat(Stream.of(LIST), Exercises.all().stream().map(Exercise::name))
          .iterator();
    }
  }

  @Override
  public Integer call() {
    Screen screen = main.screen();
    if (names.equals(List.of(LIST)) && !all) {
      Table table = new Table(2, "exercise", "what it shows");
      Exercises.all().forEach(each -> table.row(each.name(), each.about()));
      table.print(screen, screen.out());
      return Exit.OK.code();
    }
    List<Exercise> exercises = chosen();
    Setting setting = setting(screen);
    List<Done> findings = new ArrayList<>();
    List<String> missing = new ArrayList<>();
    Exit exit = Exit.OK;
    for (Exercise exercise : exercises) {
      if (kept && !Done.isThere(exercise, setting)) {
        missing.add(exercise.name());
        continue;
      }
      try {
        Done done = done(exercise, setting);
        findings.add(done);
        if (!done.finding().isMet() && exit == Exit.OK) {
          exit = Exit.UNMET;
        }
      } catch (RuntimeException e) { // the others are done all the same
        if (exercises.size() == 1) {
          throw e;
        }
        screen.err().println("ockham: " + exercise.name() + ": " + Exit.sentence(e));
        exit = Exit.of(e);
      }
    }
    if (!missing.isEmpty()) {
      screen.say(screen.out(), "not done: " + String.join(", ", missing));
    }
    if (markdown != null && !findings.isEmpty()) {
      write(markdown, ReproductionPage.markdown(findings, missing, "./" + main.commandLine()));
      screen.out().println("table: " + markdown);
    }
    return exit.code();
  }

  private List<Exercise> chosen() {
    if (all == !names.isEmpty()) {
      throw Mistake.of(spec, "name an exercise, or give --all: ockham exercise list shows them");
    }
    List<String> known = Exercises.all().stream().map(Exercise::name).toList();
    for (String name : names) {
      if (!known.contains(name)) {
        throw Mistake.of(
            spec,
            "there is no exercise '" + Excerpt.of(name) + "'" + Spelling.hint(name, known)
                + ": ockham exercise list shows them");
      }
    }
    return Exercises.all().stream()
        .filter(exercise -> all || names.contains(exercise.name()))
        .toList();
  }

  private Setting setting(Screen screen) {
    if (seeds != null && (seeds < 1 || seeds > 1000)) {
      throw Mistake.of(spec, "--seeds is " + seeds + ", but must be 1 to 1000");
    }
    Path directory = out == null ? Path.of("runs", quick ? "exercises-quick" : "exercises") : out;
    try {
      if (!kept) { // which only looks
        Files.createDirectories(directory);
      }
    } catch (IOException e) {
      throw LabException.unwritable(directory, e);
    }
    Source source = data.source(screen);
    return new Setting(
        source,
        quick,
        directory,
        jobs.orProcessors(),
        seeds == null ? 0 : seeds,
        line -> screen.err().println(line));
  }

  private Done done(Exercise exercise, Setting setting) {
    Screen screen = main.screen();
    boolean isKept = kept || Done.isKept(exercise, setting);
    Done done = isKept ? Done.kept(exercise, setting) : Done.of(exercise, setting);
    Finding finding = done.finding();
    PrintStream people = screen.out();
    screen.title(people, exercise.name() + ": " + exercise.about());
    if (isKept) {
      screen.say(people, "done before, with " + done.environment().get("engine"));
    }
    if (!finding.rows().isEmpty()) {
      Table table = new Table(1, finding.columns().toArray(String[]::new));
      finding.rows().forEach(row -> table.row(row.toArray(String[]::new)));
      table.print(screen, people);
    }
    for (Finding.Check check : finding.checks()) {
      screen.say(
          people,
          (check.isMet() ? "✓ " : "✗ NOT MET: ") + check.what() + ": " + check.measured()
              + " (expected " + check.reference() + ")");
    }
    finding.pictures().stream()
        .filter(Files::exists) // findings may be kept without them
        .forEach(picture -> people.println("picture: " + picture));
    people.println();
    return done;
  }

  private static void write(Path file, String text) {
    try {
      AtomicFile.write(file, text);
    } catch (IOException e) {
      throw LabException.unwritable(file, e);
    }
  }
}
