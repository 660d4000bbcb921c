package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.data.fetch.Cache;
import org.ockham.lab.Experiment;
import org.ockham.lab.Run;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.recipe.Recipe;
import org.ockham.train.Callback;
import org.ockham.train.Fit;

/** What the command writes and prints is the same wherever its user lives: commas, digits and the letter i are not. */
final class LocaleTest {

  /** A setting whose name has a capital I in it, and numbers with a fraction. */
  private static final String RECIPE = """
      name: locale
      about: A recipe.
      data:
        set: glyphs
        train: 0.6
        validation: 0.4
        limit: 100
        testLimit: 50
        augment: [{kind: random-crop, height: 28, width: 28, padding: 2, padIfNeeded: true}]
        transforms: [{kind: normalize, mean: 0.25, std: 0.75}]
      model: {kind: mlp, hidden: [4]}
      optimizer: {kind: adam, lr: 0.00125}
      train: {epochs: 2, batch: 20}
      variants:
        plain: {}
        dropout: {model.dropout: 0.25}
      seeds: [0, 1]
      """;

  @TempDir
  private Path folder;

  @Test
  @DisplayName(
      "Runs, comparisons, pages, pictures and printed numbers are byte for byte the same in four other languages")
  void everywhere() throws IOException {
    Map<String, String> english = flow(Locale.US);
    assertThat(english)
        .containsKeys(
            "run/metrics.csv", "run/run.json", "run/model.safetensors", "out 1", "sheet.png")
        .containsKeys("cut/metrics.csv", "cut/model.safetensors", "checkpoint model.safetensors")
        .containsKey("comparison/report.html");
    assertThat(english.get("run/recipe.yaml")).contains("lr: 0.00125", "padIfNeeded: true");
    for (String tag : List.of("de-DE", "tr-TR", "ar-EG", "fa-IR")) {
      assertThat(flow(Locale.forLanguageTag(tag))).as(tag).containsExactlyEntriesOf(english);
    }
  }

  /** All files and all that is printed, without times. */
  private Map<String, String> flow(Locale locale) throws IOException {
    Locale before = Locale.getDefault();
    Path place = folder.resolve("flow"); // the same for all: it is in what is written
    Files.createDirectories(place);
    Map<String, String> all = new TreeMap<>();
    try {
      Locale.setDefault(locale);
      Path recipe = Files.writeString(folder.resolve("locale.yaml"), RECIPE);
      Path run = place.resolve("run");
      Path csv = Files.writeString(
          folder.resolve("table.csv"), "ID,INFO,Title\n1,0.25,I\n2,1.5,i\n3,,TITLE\n");
      Path cut = place.resolve("cut");
      cut(recipe, cut);
      Map<String, String> cutShort = new TreeMap<>();
      try (Stream<Path> checkpoint = Files.list(cut.resolve("checkpoint"))) {
        checkpoint
            .filter(file -> file.toString().endsWith(".safetensors"))
            .forEach(file -> cutShort.put("checkpoint " + file.getFileName(), text(file)));
      }
      List<Object[]> lines = List.of(
          new Object[] {"train", recipe, "--out", run, "--set", "optimizer.weightDecay=1.5e-4"},
          new Object[] {"train", "--resume", cut},
          new Object[] {"evaluate", run.resolve("model.safetensors"), "--json"},
          new Object[] {"compare", recipe, "--jobs", 1, "--out", place.resolve("comparison")},
          new Object[] {
            "data", "stats", "glyphs", "--split", "test", "--out", place.resolve("stats.png")
          },
          new Object[] {
            "augment",
            "glyphs",
            "--transform",
            "RandomInvert(0.25) RandomAffine(7.5, scale=(0.9, 1.1))",
            "--out",
            place.resolve("sheet.png")
          },
          new Object[] {"data", "show", csv},
          new Object[] {"data", "stats", csv, "--json"},
          new Object[] {"recipe", "explain", "transform"},
          new Object[] {"recipe", "explain", "transform", "random-resized-crop"});
      for (Object[] line : lines) {
        Command command = Command.run(line);
        assertThat(command.code()).as("%s: %s", line[0], command.err()).isZero();
        all.put("out " + all.size(), timeless(command.out()));
      }
      all.putAll(cutShort);
    } finally {
      Locale.setDefault(before);
    }
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = place.relativize(file).toString().replace('\\', '/');
        if (!name.contains("tfevents")) { // which have the time in them, and its name
          all.put(name, timeless(text(file)));
        }
      }
    }
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
    return all;
  }

  /** A run that is interrupted within its second epoch. */
  private static void cut(Path recipe, Path place) {
    Recipe read = Recipe.read(recipe);
    Run[] run = new Run[1];
    run[0] = new Run(Experiment.of(read.variant("dropout"), 1, Cache.standard()), new Callback() {
      @Override
      public void onStepEnd(Fit fit, double loss) {
        if (fit.step() == 4) {
          run[0].interrupt();
        }
      }
    });
    run[0].execute(RunDirectory.at(place), "", judged -> {});
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String timeless(String text) {
    return text.replaceAll("\"seconds\" ?: ?[-0-9.E]+", "SECONDS")
        .replaceAll("(?m)^((?:[^,\n]*,){10})[0-9.E-]+,", "$1SECONDS,") // of results.csv
        .replaceAll("[0-9]+(\\.[0-9]+)? (s|ms|min|seconds|images/s|samples/s)\\b", "TIME")
        .replace(" (about TIME left)", "");
  }
}
