package org.ockham.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ockham.data.table.Column;
import org.ockham.data.table.DecimalColumn;
import org.ockham.data.table.TextColumn;
import org.ockham.lab.Picture;
import org.ockham.lab.Prediction;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.TrainedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ockham predict}: what a model says of images, or of the rows of a table. */
@Command(
    name = "predict",
    description = {
      "Says what a model sees in image files (PNG, JPEG, WebP), or what it predicts for the rows of CSV files.",
      "An image is scaled to the images that it learnt from (grey ones are inverted if their background is bright), and transformed as they were.",
      "Rows are encoded as those of its training part were, and numbers come back in the target's own units."
    })
final class PredictCommand implements Callable<Integer> {

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A model file: model.safetensors of a run.")
  @SuppressWarnings("NullAway.Init")
  private Path file;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Image files, or CSV files with the columns that it was trained with; points have x1 and x2.")
  private List<Path> images = List.of();

  @Mixin
  private ModelOptions options = new ModelOptions();

  @Option(names = "--json", description = "Print the predictions as JSON, with all probabilities.")
  private boolean json;

  @Override
  public Integer call() {
    Screen screen = main.screen();
    TrainedModel model = options.read(file);
    if (images.stream().anyMatch(PredictCommand::isTable)) {
      return rows(screen, model);
    }
    // All are read before the first is answered: one that is no image is refused with nothing said.
    List<Picture> pictures = images.stream().map(model::picture).toList();
    List<Map<String, Object>> answers = new ArrayList<>();
    for (int i = 0; i < pictures.size(); i++) {
      Picture picture = pictures.get(i);
      Prediction prediction = model.predict(picture);
      screen
          .people(json)
          .println(images.get(i) + ": " + screen.bold(prediction.best()) + " ("
              + Screen.percent(prediction.probability()) + ")"
              + prediction.set().map(set -> "  set: " + named(set)).orElse("")
              + (picture.inverted() ? "  inverted: its background is bright" : ""));
      answers.add(entries(images.get(i), picture, prediction));
    }
    if (json) {
      screen.out().print(RunDirectory.json(answers));
    }
    return Exit.OK.code();
  }

  private static String named(List<String> set) {
    return set.isEmpty() ? "none" : String.join(", ", set);
  }

  private static boolean isTable(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".csv");
  }

  /** A row of the answer for each row of the files: all are answered before the first is printed. */
  private int rows(Screen screen, TrainedModel model) {
    List<org.ockham.data.table.Table> answers =
        images.stream().map(model::predict).toList();
    List<Map<String, Object>> entries = new ArrayList<>();
    for (int file = 0; file < answers.size(); file++) {
      List<Column> columns = answers.get(file).columns();
      List<String> headings = new ArrayList<>(List.of("row"));
      columns.forEach(column -> headings.add(Screen.line(column.name())));
      Table table = new Table(0, headings.toArray(String[]::new));
      for (int row = 0; row < answers.get(file).size(); row++) {
        int at = row;
        List<String> cells = new ArrayList<>(List.of(Integer.toString(row + 1)));
        columns.forEach(column -> cells.add(cell(column, at)));
        table.row(cells.toArray(String[]::new));
        entries.add(entries(images.get(file), row, columns));
      }
      if (answers.size() > 1) {
        screen.people(json).println(screen.bold(images.get(file).toString()));
      }
      table.print(screen, screen.people(json));
    }
    if (json) {
      screen.out().print(RunDirectory.json(entries));
    }
    return Exit.OK.code();
  }

  private static String cell(Column column, int row) {
    if (!(column instanceof DecimalColumn)) {
      return Screen.line(column.text(row));
    }
    return column.name().startsWith("p(")
        ? Screen.percent(column.number(row))
        : RunText.number(column.number(row));
  }

  private static Map<String, Object> entries(Path file, int row, List<Column> columns) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("file", file.toString());
    entries.put("row", row + 1);
    columns.forEach(column -> entries.put(
        column.name(),
        column instanceof TextColumn ? column.text(row) : (Object) column.number(row)));
    return entries;
  }

  private static Map<String, Object> entries(Path image, Picture picture, Prediction prediction) {
    Map<String, Object> probabilities = new LinkedHashMap<>();
    for (int i = 0; i < prediction.classes().size(); i++) {
      probabilities.put(prediction.classes().get(i), prediction.probabilities().get(i));
    }
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("image", image.toString());
    entries.put("class", prediction.best());
    entries.put("probability", prediction.probability());
    entries.put("inverted", picture.inverted());
    entries.put("probabilities", probabilities);
    prediction.set().ifPresent(set -> entries.put("set", set));
    return entries;
  }
}
