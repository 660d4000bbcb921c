package org.ockham.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.data.ContactSheet;
import org.ockham.data.Dataset;
import org.ockham.data.Datasets;
import org.ockham.data.NamedSet;
import org.ockham.data.Source;
import org.ockham.data.fetch.Cache;
import org.ockham.lab.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ockham data}: the data sets. */
@Command(
    name = "data",
    description = "Lists, fetches, shows, counts and checks data sets.",
    subcommands = {DataStatsCommand.class, DataCheckCommand.class},
    synopsisSubcommandLabel = "COMMAND")
final class DataCommand implements Runnable {

  /** So many rows of a table are printed if nothing else is said. */
  private static final int ROWS = 20;

  private static final int IMAGES = 100;
  private static final int COLUMNS = 20;

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  Screen screen() {
    return main.screen();
  }

  /** On its own it has nothing to do. */
  @Override
  public void run() {
    throw Mistake.of(
        spec,
        "data needs to be told what to do: list, fetch NAME, show DATA, stats DATA or check DATA");
  }

  @Command(name = "list", description = "Lists the data sets and where they are.")
  int list(
      @Mixin DataOption data,
      @Option(names = "--json", description = "Print the list as JSON.") boolean json) {
    Screen screen = main.screen();
    Source source = data.source(screen);
    Table table = new Table(2, "name", "here", "train", "test", "download");
    List<Map<String, Object>> list = new ArrayList<>();
    for (Datasets.Listing listing : Datasets.list()) {
      boolean present = Datasets.present(listing.name(), source);
      table.row(
          listing.name(),
          present ? "yes" : "no",
          String.format(Locale.ROOT, "%,d", listing.trainSize()),
          String.format(Locale.ROOT, "%,d", listing.testSize()),
          listing.downloadBytes() == 0
              ? ""
              : String.format(Locale.ROOT, "%.1f MB", listing.downloadBytes() / 1e6));
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("name", listing.name());
      entry.put("summary", listing.summary());
      entry.put("present", present);
      entry.put("train", listing.trainSize());
      entry.put("test", listing.testSize());
      entry.put("downloadBytes", listing.downloadBytes());
      list.add(entry);
    }
    table.print(screen, screen.people(json));
    screen.people(json).println();
    for (Datasets.Listing listing : Datasets.list()) {
      screen.people(json).println(listing.name() + ": " + listing.summary());
    }
    if (json) {
      screen.out().print(RunDirectory.json(list));
    }
    return Exit.OK.code();
  }

  @Command(name = "fetch", description = "Brings a data set into the cache, and checks it.")
  int fetch(
      @Parameters(
              paramLabel = "NAME",
              completionCandidates = Completion.DataSets.class,
              description = "The data set (ockham data list).")
          String name) {
    Screen screen = main.screen();
    Cache cache = DataOption.cache(screen);
    boolean present = Datasets.present(name, cache);
    NamedSet images = Datasets.named(name, cache);
    images.train();
    images.test();
    screen
        .out()
        .println(
            isDrawn(name)
                ? name + " is drawn when it is used: there is nothing to fetch"
                : images
                    + (present ? " were there already: " : " are now in ")
                    + cache.data(Datasets.listing(name).folder()));
    return Exit.OK.code();
  }

  /** Whether it needs no file. */
  private static boolean isDrawn(String name) {
    return Datasets.present(name, (set, raw) -> List.of());
  }

  @Command(
      name = "show",
      description =
          "Draws images of a data set with their labels, as a PNG file; prints the first rows of tables, points and CSV files.")
  int show(
      @Mixin DataSubject subject,
      @Option(
              names = "--split",
              paramLabel = "train|validation|test",
              description = "Which part of a data set; train if not given.")
          DataSubject.@Nullable Part split,
      @Option(
              names = "--count",
              paramLabel = "N",
              description = "How many; 100 images, or 20 rows, if not given.")
          @Nullable
          Integer count,
      @Option(
              names = "--columns",
              paramLabel = "N",
              description = "How many images in a row; 20 if not given.")
          @Nullable
          Integer columns,
      @Option(
              names = "--out",
              paramLabel = "PNG",
              description = "The file; NAME-SPLIT.png if not given.")
          @Nullable
          Path out) {
    Screen screen = main.screen();
    if (count != null && count < 1) {
      throw Mistake.of(spec, "--count is " + count + ", but must be at least 1");
    }
    if (subject.isTable()) {
      forImages(subject, "--split", split);
      forImages(subject, "--columns", columns);
      forImages(subject, "--out", out);
      TableScreen.of(Path.of(subject.name())).rows(screen, count == null ? ROWS : count);
      return Exit.OK.code();
    }
    DataSubject.Part wanted = split == null ? DataSubject.Part.train : split;
    if (subject.hasRows()) {
      forImages(subject, "--columns", columns);
      forImages(subject, "--out", out);
      new TableScreen(subject.name() + ", " + wanted, subject.rows(screen, wanted))
          .rows(screen, count == null ? ROWS : count);
      return Exit.OK.code();
    }
    int images = count == null ? IMAGES : count;
    Path place = out == null ? Path.of(subject.stem() + "-" + wanted + ".png") : out;
    FreePlace.check(place);
    ContactSheet sheet = ContactSheet.of(images, columns == null ? COLUMNS : columns);
    Dataset part = subject.first(screen, wanted, images);
    if (part.inputShape().length == 3 && part.inputShape()[1] < 0) {
      sheet = sheet.withZoom(1); // photographs
    }
    sheet.write(part, place);
    screen
        .out()
        .println(Math.min(images, part.size()) + " " + wanted + " images of " + subject.name()
            + ": " + place);
    return Exit.OK.code();
  }

  private static void forImages(DataSubject subject, String option, @Nullable Object value) {
    if (value != null) {
      throw subject.refused(option + " is for images, but " + subject.name()
          + " has rows, which are printed: leave it out");
    }
  }
}
