package org.ockham.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.ockham.check.Check;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.catalogue.Kind;
import org.ockham.lab.catalogue.RecipeException;
import org.ockham.lab.exercise.RateCurve;
import org.ockham.lab.exercise.ScheduleGallery;
import org.ockham.lab.picture.Figure;
import org.ockham.lab.recipe.Change;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ockham schedule}: the curve of a schedule, or of all. */
@Command(
    name = "schedule",
    description = {
      "Draws the rates that a schedule sets, in the terminal and as a PNG file; all schedules in one picture if none is named.",
      "ockham recipe explain schedule lists them with their settings."
    })
final class ScheduleCommand implements Callable<Integer> {

  private static final int MOST_STEPS = 1_000_000;

  /** How wide a curve in the terminal is at most. */
  private static final int WIDEST = 60;

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "NAME",
      completionCandidates = Schedules.class,
      description = "The schedule: ${COMPLETION-CANDIDATES}.")
  private @Nullable String name;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A setting of the schedule, such as gamma=0.5. May be repeated.")
  private List<String> settings = List.of();

  @Option(
      names = "--steps",
      paramLabel = "N",
      description = "How many steps are drawn, 1 to 1000000; 60 if not given.")
  private @Nullable Integer steps;

  @Option(
      names = "--lr",
      paramLabel = "RATE",
      description = "The optimiser's own rate, from which most schedules start; 0.1 if not given.")
  private @Nullable Double rate;

  @Option(
      names = "--out",
      paramLabel = "PNG",
      description = "The file; NAME-schedule.png, or schedule-gallery.png, if not given.")
  private @Nullable Path out;

  /** The schedules' names. */
  static final class Schedules implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Catalogue.standard().words(Kind.SCHEDULE).iterator();
    }
  }

  @Override
  public Integer call() {
    if (name == null && !(settings.isEmpty() && steps == null && rate == null)) {
      throw Mistake.of(spec, "--set, --steps and --lr are of one schedule: name it");
    }
    Path place =
        out == null ? Path.of(name == null ? "schedule-gallery.png" : name + "-schedule.png") : out;
    List<RateCurve> curves = name == null ? ScheduleGallery.curves() : List.of(curve(name));
    FreePlace.check(place);
    PrintStream screen = main.screen().out();
    curves.forEach(curve -> print(screen, curve));
    Figure figure = name == null ? ScheduleGallery.figure() : curves.get(0).figure();
    screen.println("picture: " + figure.write(place)); // last: without fonts the rest is seen
    return Exit.OK.code();
  }

  private RateCurve curve(String word) {
    int count = steps == null ? ScheduleGallery.STEPS : steps;
    double initial = rate == null ? ScheduleGallery.RATE : rate;
    List<Change> changes = RecipeOptions.changes(spec, settings, "gamma=0.5");
    try {
      Check.between("--steps", (long) count, 1, MOST_STEPS);
      Check.notNegative("--lr", initial);
      return RateCurve.of(word, changes, initial, count);
    } catch (IllegalArgumentException | RecipeException e) { // all of it stands on the command line
      throw Mistake.of(spec, e);
    }
  }

  private void print(PrintStream screen, RateCurve curve) {
    double[] rates = curve.rates();
    screen.println(main.screen().bold(curve.word()));
    screen.println(Sparkline.of(rates, Math.min(WIDEST, main.screen().width())));
    StringBuilder line = new StringBuilder();
    for (int quarter = 0; quarter <= 4; quarter++) {
      int step = (int) ((rates.length - 1L) * quarter / 4);
      line.append(quarter == 0 ? "" : ", ")
          .append(String.format(Locale.ROOT, "%.4g at step %d", rates[step], step));
    }
    main.screen().say(screen, line.toString());
    screen.println();
  }
}
