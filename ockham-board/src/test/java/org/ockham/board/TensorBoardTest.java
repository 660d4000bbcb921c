package org.ockham.board;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * TensorBoard's own loaders read what is written here. They are looked for in {@code python3} and in the interpreter that the
 * environment variable {@code OCKHAM_TENSORBOARD_PYTHON} names.
 */
final class TensorBoardTest {

  private static String python;

  @TempDir
  private Path folder;

  @BeforeAll
  static void findPython() throws Exception {
    List<String> candidates = new ArrayList<>();
    String named = System.getenv("OCKHAM_TENSORBOARD_PYTHON");
    if (named != null) {
      candidates.add(named);
    }
    candidates.add("python3");
    for (String candidate : candidates) {
      try {
        Process process = new ProcessBuilder(candidate, "-c", "import tensorboard.plugins.hparams")
            .redirectErrorStream(true)
            .start();
        process.getInputStream().readAllBytes();
        if (process.waitFor() == 0) {
          python = candidate;
          return;
        }
      } catch (IOException absent) {
        // looks at the next
      }
    }
    assumeTrue(false, "no interpreter here has TensorBoard: name one in OCKHAM_TENSORBOARD_PYTHON");
  }

  /** What the loaders see, a list of words a line. */
  private List<List<String>> seen(String run) throws Exception {
    return output(run).lines().map(line -> List.of(line.split("\t", -1))).toList();
  }

  private String output(String run) throws Exception {
    Path script = folder.resolve("read_events.py");
    try (InputStream in = TensorBoardTest.class.getResourceAsStream("/read_events.py")) {
      Files.write(script, in.readAllBytes());
    }
    Path errors = folder.resolve("errors");
    Process process = new ProcessBuilder(python, script.toString(), folder.toString(), run)
        .redirectError(errors.toFile())
        .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
    return output;
  }

  private List<List<String>> seen(String run, String kind) throws Exception {
    return seen(run).stream().filter(words -> words.get(0).equals(kind)).toList();
  }

  @Test
  @DisplayName("Scalars after a restart: each step once, under all tags")
  void restart() throws Exception {
    Path run = folder.resolve("run");
    RunReaderTest.crashed(run);
    try (EventWriter writer = EventWriter.in(run).resumedAt(101)) {
      for (int step = 110; step <= 130; step += 10) {
        writer.scalar("a", step, 2.0 * step);
      }
    }
    List<List<String>> scalars = seen("run", "scalar");
    assertThat(scalars)
        .filteredOn(words -> words.get(1).equals("a"))
        .extracting(words -> words.get(2) + " " + words.get(3))
        .containsExactly(
            "10 10.0",
            "20 20.0",
            "30 30.0",
            "40 40.0",
            "50 50.0",
            "60 60.0",
            "70 70.0",
            "80 80.0",
            "90 90.0",
            "100 100.0",
            "110 220.0",
            "120 240.0",
            "130 260.0");
    assertThat(scalars)
        .filteredOn(words -> words.get(1).equals("b"))
        .extracting(words -> words.get(2))
        .containsExactly("10", "20", "30", "40", "50", "60", "70", "80", "90", "100");
  }

  @Test
  @DisplayName(
      "Histograms, of nothing, of NaN and of constant numbers too, and the distributions of them")
  void histograms() throws Exception {
    List<double[]> sets = HistogramTest.anything().toList();
    try (EventWriter writer = EventWriter.in(folder.resolve("run"))) {
      for (int i = 0; i < sets.size(); i++) {
        writer.histogram("h", i, Histogram.of(sets.get(i)));
      }
    }
    List<List<String>> seen = seen("run", "histogram");
    assertThat(seen).hasSameSizeAs(sets);
    for (int i = 0; i < sets.size(); i++) {
      Histogram histogram = Histogram.of(sets.get(i));
      List<String> words = seen.get(i);
      assertThat(Double.parseDouble(words.get(3))).isEqualTo(histogram.num());
      assertThat(Double.parseDouble(words.get(4))).isEqualTo(histogram.min());
      assertThat(Double.parseDouble(words.get(5))).isEqualTo(histogram.max());
      assertThat(Double.parseDouble(words.get(6))).isEqualTo(histogram.sum());
      assertThat(numbers(words.get(8))).isEqualTo(histogram.limits());
      assertThat(numbers(words.get(9))).isEqualTo(histogram.counts());
    }
    List<List<String>> distributions = seen("run", "distribution");
    assertThat(distributions).hasSameSizeAs(sets);
    assertThat(numbers(distributions.get(3).get(3))).allMatch(x -> x == 3); // a thousand threes
  }

  private static List<Double> numbers(String list) {
    return list.equals("[]")
        ? List.of()
        : List.of(list.substring(1, list.length() - 1).split(", ")).stream()
            .map(Double::valueOf)
            .toList();
  }

  @Test
  @DisplayName("Images, text, layouts, precision-recall curves and the times of a step")
  void others() throws Exception {
    byte[] png = Pictures.png(5, 4);
    try (EventWriter writer = EventWriter.in(folder.resolve("run"))) {
      for (int step = 1; step <= 2; step++) {
        writer.image("i", step, Image.of(png));
        writer.text("t", step, "Verlust **µ/σ**");
        writer.prCurve("p", step, PrCurve.of(new boolean[] {true, false}, new double[] {1, 0}, 2));
      }
      writer.layout(new Layout(List.of(new Layout.Category(
          "fit",
          List.of(
              Layout.Chart.lines("both", "a", "b"),
              Layout.Chart.bands("mean", new Layout.Band("m", "l", "u")))))));
      writer.runMetadata(
          "step 2",
          2,
          new RunMetadata(
              "CPU:0", List.of(new RunMetadata.Node("fc1", 1_700_000_000_000_000L, 250))));
    }
    List<List<String>> seen = seen("run");
    assertThat(seen)
        .contains(
            List.of("image", "i", "1", "5", "4", HexFormat.of().formatHex(png)),
            List.of("image", "i", "2", "5", "4", HexFormat.of().formatHex(png)),
            List.of("text", "t", "2", "[\"Verlust **\\u00b5/\\u03c3**\"]"),
            List.of(
                "curve",
                "p",
                "2",
                "[[1.0, 1.0], [1.0, 0.0], [0.0, 1.0], [0.0, 0.0], [0.5, 1.0], [1.0, 1.0]]"),
            List.of(
                "layout",
                "custom_scalars__config__",
                "{\"category\": [{\"title\": \"fit\", \"chart\": [{\"title\": \"both\", \"multiline\": {\"tag\": [\"a\", \"b\"]}},"
                    + " {\"title\": \"mean\", \"margin\": {\"series\": [{\"value\": \"m\", \"lower\": \"l\", \"upper\": \"u\"}]}}]}]}"),
            List.of(
                "steps",
                "step 2",
                "{\"devStats\": [{\"device\": \"CPU:0\", \"nodeStats\": [{\"nodeName\": \"fc1\", \"allStartMicros\":"
                    + " \"1700000000000000\", \"opEndRelMicros\": \"250\", \"allEndRelMicros\": \"250\"}]}]}"));
  }

  @Test
  @DisplayName("The table of runs: types as they are, a run that was cut short not as a success")
  void hyperParameters() throws Exception {
    for (String name : List.of("cut short", "whole")) {
      try (EventWriter writer = EventWriter.in(folder.resolve(name))) {
        writer.hyperParameters(HyperParametersTest.anything());
        writer.scalar("acc", 1, 0.5);
        writer.scalar("loss", 1, Double.NaN);
        if (name.equals("whole")) {
          writer.end(SessionEnd.Status.SUCCESS);
        }
      }
    }
    List<List<String>> rows = seen("whole", "row");
    assertThat(rows)
        .extracting(words -> words.get(1) + ": " + words.get(2))
        .containsExactlyInAnyOrder("cut short: STATUS_UNKNOWN", "whole: STATUS_SUCCESS");
    for (List<String> row : rows) {
      assertThat(row.get(3))
          .contains(
              "\"lr\": 0.001",
              "\"layers\": 3.0",
              "\"bn\": true",
              "\"act\": \"gelu\"",
              "\"dims\": \"[32, 128]\"",
              "\"big\": \"9007199254740993\"",
              "\"bad\": \"NaN\"");
      assertThat(row.get(3)).doesNotContain("sched");
      assertThat(row.get(4)).contains("\"acc\": 0.5", "\"loss\": \"NaN\"");
    }
  }

  @Test
  @DisplayName("Tags as they were given")
  void tags() throws Exception {
    List<String> tags = EventWriterTest.tags().toList();
    try (EventWriter writer = EventWriter.in(folder.resolve("run"))) {
      for (int i = 0; i < tags.size(); i++) {
        writer.scalar(tags.get(i), i, 2);
      }
    }
    String seen = output("run");
    for (int i = 0; i < tags.size(); i++) {
      assertThat(seen).contains("scalar\t" + tags.get(i) + "\t" + i + "\t2.0\t");
    }
  }
}
