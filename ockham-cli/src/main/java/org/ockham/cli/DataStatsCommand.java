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
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataStats;
import org.ockham.data.StatsPicture;
import org.ockham.lab.RunDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code ockham data stats}: what is in a data set. */
@Command(
    name = "stats",
    description =
        "Counts the samples of each class, and finds mean and deviation of each channel, as normalize wants them.")
final class DataStatsCommand implements Callable<Integer> {

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private DataCommand parent;

  @Mixin
  private DataSubject subject = new DataSubject();

  @Option(
      names = "--split",
      paramLabel = "train|validation|test",
      defaultValue = "train",
      description = "Which part. Default: ${DEFAULT-VALUE}.")
  private DataSubject.Part split = DataSubject.Part.train;

  @Option(
      names = "--out",
      paramLabel = "PNG",
      description = "Draw it too: a bar for each class, and each channel's mean and deviation.")
  private @Nullable Path out;

  @Option(names = "--json", description = "Print the numbers as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Screen screen = parent.screen();
    PrintStream people = screen.people(json);
    if (subject.isTable()) {
      if (out != null) {
        throw subject.refused("--out draws images and classes, but a CSV file has columns");
      }
      TableScreen.of(Path.of(subject.name())).stats(screen, json, people);
      return Exit.OK.code();
    }
    if (out != null) {
      FreePlace.check(out);
    }
    DataStats stats = DataStats.of(subject.open(screen, split));
    people.printf(
        Locale.ROOT,
        "%s, %s: %,d samples of shape %s%n%n",
        subject.name(),
        split,
        stats.size(),
        stats.inputShape().stream().map(String::valueOf).collect(Collectors.joining(" × ")));
    if (!stats.classes().isEmpty()) {
      Table classes = new Table(1, "class", "samples", "share");
      for (DataStats.ClassCount each : stats.classes()) {
        classes.row(
            each.name(),
            String.format(Locale.ROOT, "%,d", each.count()),
            Screen.percent(each.count() / (double) stats.size()));
      }
      classes.print(screen, people);
      people.println();
    }
    columns(stats.channels(), "channel", screen, people);
    columns(stats.targets(), "target", screen, people);
    if (out != null) {
      StatsPicture.png(stats, out);
      people.println("picture: " + out);
    }
    if (json) {
      screen.out().print(RunDirectory.json(entries(stats)));
    }
    return Exit.OK.code();
  }

  private static void columns(
      List<DataStats.Column> columns, String name, Screen screen, PrintStream people) {
    if (columns.isEmpty()) {
      return;
    }
    Table table = new Table(1, name, "mean", "std", "least", "greatest", "missing");
    for (int i = 0; i < columns.size(); i++) {
      DataStats.Column column = columns.get(i);
      table.row(
          Integer.toString(i),
          Screen.number(column.mean()),
          Screen.number(column.std()),
          Screen.number(column.min()),
          Screen.number(column.max()),
          String.format(Locale.ROOT, "%,d", column.missing()));
    }
    table.print(screen, people);
    people.println();
  }

  private Map<String, Object> entries(DataStats stats) {
    Map<String, Object> classes = new LinkedHashMap<>();
    stats.classes().forEach(each -> classes.put(each.name(), each.count()));
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("data", subject.name());
    entries.put("split", split.toString());
    entries.put("samples", stats.size());
    entries.put("inputShape", stats.inputShape());
    entries.put("classes", classes);
    entries.put("channels", entries(stats.channels()));
    entries.put("targets", entries(stats.targets()));
    return entries;
  }

  private static List<Map<String, @Nullable Object>> entries(List<DataStats.Column> columns) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (DataStats.Column column : columns) {
      Map<String, @Nullable Object> entry = new LinkedHashMap<>();
      entry.put("count", column.count());
      entry.put("missing", column.missing());
      entry.put("mean", finite(column.mean()));
      entry.put("std", finite(column.std()));
      entry.put("min", finite(column.min()));
      entry.put("max", finite(column.max()));
      list.add(entry);
    }
    return list;
  }

  static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }
}
