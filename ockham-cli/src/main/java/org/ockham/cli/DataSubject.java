package org.ockham.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ockham.augment.Resize;
import org.ockham.data.DataCheck;
import org.ockham.data.Dataset;
import org.ockham.data.Datasets;
import org.ockham.data.NamedSet;
import org.ockham.data.Sample;
import org.ockham.data.Targets;
import org.ockham.data.image.ImageFolder;
import org.ockham.data.table.Column;
import org.ockham.data.table.DecimalColumn;
import org.ockham.data.table.Table;
import org.ockham.data.table.TableSet;
import org.ockham.data.table.TextColumn;
import org.ockham.lab.LabException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What a command is about: a data set by its name, a folder of images, or a file. */
final class DataSubject {

  /** A part of a data set. */
  enum Part {
    train,
    validation,
    test;

    /** What torchvision's users call its folder. */
    private String folder() {
      return this == validation ? "val" : name();
    }
  }

  /** Rows and columns to which images of different sizes are brought to be counted and compared. */
  private static final int SIDE = 64;

  /** What no data set's name has: a separator, or an extension. */
  private static final Pattern PATH = Pattern.compile("[/\\\\]|\\.[A-Za-z0-9]+$");

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Parameters(
      paramLabel = "DATA",
      completionCandidates = Completion.DataSets.class,
      description = {
        "A data set's name (ockham data list), or a folder of images: a folder for each class, perhaps below train, val and test.",
        "Or a file, where the command takes one: ockham augment an image, ockham data show and stats a CSV file."
      })
  private String name = "";

  @Mixin
  private DataOption data = new DataOption();

  /** As it was given. */
  String name() {
    return name;
  }

  /** The last of a path, without its extension: what a file about it is called. */
  String stem() {
    Path last = Path.of(name).toAbsolutePath().normalize().getFileName();
    return last == null ? "data" : last.toString().replaceFirst("(?<=.)\\.[A-Za-z]+$", "");
  }

  /** Whether it is one of the sets that are known by name. */
  boolean isKnown() {
    return Datasets.list().stream().anyMatch(listing -> listing.name().equals(name));
  }

  /** Whether it is a file. */
  boolean isFile() {
    return !isKnown() && Files.exists(Path.of(name)) && !Files.isDirectory(Path.of(name));
  }

  /** Whether it is a CSV file. */
  boolean isTable() {
    return isFile() && name.toLowerCase(Locale.ROOT).endsWith(".csv");
  }

  /** A mistake on the command line. */
  ParameterException refused(String sentence) {
    return Mistake.of(spec, sentence);
  }

  /** One of its parts, whose samples have one shape: images of different sizes are resized. */
  Dataset open(Screen screen, Part part) {
    return sized(chosen(all(screen), part));
  }

  private static Dataset sized(Dataset images) {
    boolean varies = images.inputShape().length == 3 && images.inputShape()[1] < 0;
    return varies ? images.transformed(Resize.of(SIDE, SIDE)) : images;
  }

  /** The first so many samples of a part; what is drawn when it is asked for is drawn only that far. */
  Dataset first(Screen screen, Part part, int count) {
    if (isKnown() && Datasets.listing(name).downloadBytes() == 0 && count > 0) {
      Datasets.Listing listing = Datasets.listing(name);
      NamedSet whole = Datasets.named(name, data.source(screen));
      return chosen(
          parts(whole.first(
              Math.min(count, listing.trainSize()), Math.min(count, listing.testSize()))),
          part);
    }
    return chosen(all(screen), part);
  }

  /** Whether it is a set known by name that has no images. */
  boolean hasRows() {
    return isKnown() && Datasets.listing(name).inputShape().size() == 1;
  }

  /** The rows of a part of such a set: a table's as they are, of points the coordinates and the class. */
  Table rows(Screen screen, Part part) {
    NamedSet whole = Datasets.named(name, data.source(screen));
    Dataset wanted = chosen(parts(whole), part);
    if (whole instanceof TableSet table) {
      return part == Part.train ? table.trainRows() : table.testRows();
    }
    List<Sample> points =
        IntStream.range(0, wanted.size()).mapToObj(wanted::sample).toList();
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < wanted.inputShape()[0]; i++) {
      int at = i;
      columns.add(DecimalColumn.of(
          "x" + (i + 1),
          points.stream()
              .mapToDouble(point -> Double.parseDouble(Float.toString(point.input()[at])))
              .toArray()));
    }
    if (wanted.targets() instanceof Targets.Classes classes) {
      columns.add(TextColumn.of(
          "class",
          points.stream().map(point -> classes.names().get(point.label())).toArray(String[]::new)));
    }
    return Table.of(columns.toArray(Column[]::new));
  }

  /** All of its parts, training first, whose samples have one shape. */
  List<DataCheck.Part> parts(Screen screen) {
    return all(screen).entrySet().stream()
        .map(part ->
            new DataCheck.Part(part.getKey().name(), sized(part.getValue().get())))
        .toList();
  }

  private Dataset chosen(Map<Part, Supplier<Dataset>> parts, Part part) {
    Supplier<Dataset> wanted = parts.get(part);
    if (wanted == null) {
      throw refused("--split is " + part + ", but " + name + " has "
          + parts.keySet().stream().map(Part::name).collect(Collectors.joining(" and ")));
    }
    return wanted.get();
  }

  private Map<Part, Supplier<Dataset>> all(Screen screen) {
    Path place = Path.of(name);
    if (isTable()) {
      throw refused(name
          + " is a CSV file, which ockham data show and ockham data stats take, but no other command: its columns become"
          + " inputs by a Preparation (docs/data.md)");
    }
    if (!isKnown() && !Files.exists(place) && PATH.matcher(name).find()) {
      throw new LabException(name + ": there is no such file, folder or data set.");
    }
    if (isKnown() || !Files.isDirectory(place)) {
      return parts(Datasets.named(name, data.source(screen)));
    }
    Map<Part, Supplier<Dataset>> parts = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      Path folder = place.resolve(part.folder());
      if (Files.isDirectory(folder)) {
        parts.put(part, () -> ImageFolder.of(folder));
      }
    }
    if (!parts.containsKey(Part.train)) {
      parts.clear();
      parts.put(Part.train, () -> ImageFolder.of(place));
    }
    return parts;
  }

  private static Map<Part, Supplier<Dataset>> parts(NamedSet whole) {
    Map<Part, Supplier<Dataset>> parts = new EnumMap<>(Part.class);
    parts.put(Part.train, whole::train);
    parts.put(Part.test, whole::test);
    return parts;
  }

  /** What options describe; numbers out of bounds are a mistake on the command line. */
  <T> T checked(Supplier<T> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw refused(String.valueOf(e.getMessage()));
    }
  }
}
