package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.lab.StopRequest;
import tools.jackson.databind.JsonNode;

final class CompareCommandTest {

  @TempDir
  private Path folder;

  @Test
  @DisplayName("compare prints a line a run and a table, and writes a report")
  void compares() throws IOException {
    Path out = folder.resolve("comparison");
    Command compare = Command.run("compare", Command.tiny(folder), "--jobs", 2, "--out", out);
    assertThat(compare.err()).isEmpty();
    assertThat(compare.code()).isZero();
    assertThat(compare.out())
        .contains(
            "tiny: 2 variants × 2 seeds, 2 at a time", "4/4  ", "plain, seed 1", "variant  ", " ± ")
        .contains("report: " + out.resolve("report.html"));
    assertThat(Files.readString(out.resolve("report.html"))).contains("Comparison: tiny");
    assertThat(out.resolve("comparison.json")).exists();
  }

  @Test
  @DisplayName(
      "Variants and seeds are chosen; the short form of the recipe is compared without a name")
  void chosen() throws IOException {
    Command compare = Command.run(
        "compare",
        Command.tiny(folder),
        "--variants",
        "dropout,plain",
        "--seeds",
        "7,9",
        "--json",
        "--out",
        folder.resolve("a"));
    JsonNode result = compare.json();
    assertThat(result.get("seeds").toString()).isEqualTo("[7,9]");
    assertThat(result.get("variants").get(0).get("name").asString()).isEqualTo("dropout");
    assertThat(result.get("variants").get(1).get("changes").toString())
        .isEqualTo("{\"model.dropout\":0.0}");
    assertThat(result.get("runs").size()).isEqualTo(4);

    Command standard = Command.run(
        "compare",
        "--set",
        "train.epochs=1",
        "--set",
        "data.limit=400",
        "--set",
        "data.testLimit=100",
        "--seeds",
        1,
        "--out",
        folder.resolve("b"));
    assertThat(standard.code()).isZero();
    assertThat(standard.out())
        .contains("mnist-5pct: 9 variants × 1 seeds", "layernorm-augmentation");
  }

  @Test
  @DisplayName("Failed runs are named, the others shown, and the code says that not all is well")
  void failures() throws IOException {
    Path recipe = Files.writeString(
        folder.resolve("bad.yaml"),
        Command.TINY
            .replace(
                "dropout: {model.dropout: 0.3}", "wild: {optimizer.kind: sgd, optimizer.lr: 1e30}")
            .replace("lr: 0.005", "lr: 0.005"));
    Command compare = Command.run("compare", recipe, "--seeds", 1, "--out", folder.resolve("c"));
    assertThat(compare.code()).isEqualTo(4);
    assertThat(compare.err()).contains("ockham: wild, seed 0 failed: the loss is ");
    assertThat(compare.out()).contains("plain");
    assertThat(Files.readString(folder.resolve("c/report.html"))).contains("Failed runs");
  }

  @Test
  @DisplayName("Bad input is refused before anything is done")
  void refuses() throws IOException {
    Path tiny = Command.tiny(folder);
    Command variant = Command.run("compare", tiny, "--variants", "plain,nine");
    assertThat(variant.code()).isEqualTo(4);
    assertThat(variant.err()).contains("there is no variant 'nine'");
    Command used = Command.run("compare", tiny, "--out", folder);
    assertThat(used.code()).isEqualTo(4);
    assertThat(used.err()).contains("is not empty");
    Map.of(
            "--seeds 1,1", "--seeds is '1,1', but each seed must be another",
            "--tune 0", "--tune is 0, but must be at least 1 trial",
            "--margin -1", "--margin is -1.0, but must be at least 0")
        .forEach((words, sentence) -> {
          Command wrong =
              Command.run("compare", tiny, words.split(" ")[0], words.split(" ")[1]);
          assertThat(wrong.code()).isEqualTo(2);
          assertThat(wrong.err()).contains(sentence);
        });
    Command set = Command.run("compare", "--set", "train.epochs=0");
    assertThat(set.code()).isEqualTo(4);
    assertThat(set.err()).contains("train.epochs is 0: it must lie between 1 and");
  }

  @Test
  @DisplayName("Without ockham-spark there is no cluster, and it is said what is missing")
  void noCluster() throws IOException {
    Path out = folder.resolve("out");
    Command compare =
        Command.run("compare", Command.tiny(folder), "--on", "spark://host:7077", "--out", out);
    assertThat(compare.code()).isEqualTo(3);
    assertThat(compare.err())
        .contains(
            "ockham: runs on spark://host:7077 need ockham-spark, which is not on the class path");
    assertThat(out).doesNotExist();
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "needs /proc, where not even root can write")
  @DisplayName("A place that cannot be written is refused before the runs, not after them")
  void unwritable() throws IOException {
    Command compare = Command.run("compare", Command.tiny(folder), "--out", "/proc/ockham");
    assertThat(compare.code()).isEqualTo(3);
    assertThat(compare.out()).isEmpty();
    assertThat(compare.err())
        .isEqualTo("ockham: /proc/ockham: cannot be written (there is no such file or"
            + " directory): choose another"
            + " place with --out.\n");
  }

  /** The result without what differs from time to time. */
  private static String numbers(Path out) throws IOException {
    return Files.readString(out.resolve("comparison.json"))
        .replaceAll("\"(seconds|command)\" : [^\\n]*", "");
  }

  /** The results that are there. */
  private static Map<Path, byte[]> kept(Path out) throws IOException {
    Map<Path, byte[]> kept = new HashMap<>();
    try (Stream<Path> parts = Files.list(out.resolve("parts"))) {
      for (Path part : parts.filter(p -> p.toString().endsWith(".json")).toList()) {
        kept.put(part, Files.readAllBytes(part));
      }
    }
    return kept;
  }

  @Test
  @DisplayName("A comparison that was killed goes on with the rest, and ends as one that was not")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGKILL")
  void killed() throws IOException, InterruptedException {
    Path recipe = Command.tiny(folder);
    String[] line = {
      "compare", recipe.toString(), "--set", "train.epochs=60", "--jobs", "2", "--out", ""
    };
    Path out = Cut.below(folder, place -> {
      line[line.length - 1] = place.toString();
      try (Child child = Child.start(folder, List.of(), Map.of(), line)) {
        child.await("1/4  "); // and close() kills it
      }
      return kept(place).keySet().stream()
              .map(part -> String.valueOf(part.getFileName()))
              .filter(name -> name.matches("[0-9]+-[a-z]+-[0-9]+\\.json")) // a run's result
              .count()
          < 4;
    });
    Map<Path, byte[]> kept = kept(out);
    assertThat(kept).isNotEmpty();
    Command other = Command.run("compare", recipe, "--seeds", 1, "--out", out);
    assertThat(other.code()).isEqualTo(4);
    assertThat(other.err()).contains("holds results of other work (");

    Command rest = Command.run((Object[]) line);
    assertThat(rest.code()).isZero();
    assertThat(rest.out()).contains("4/4  ").doesNotContain("1/4  ");
    kept.forEach((part, bytes) -> assertThat(part).hasBinaryContent(bytes));
    Path whole = folder.resolve("whole");
    line[line.length - 1] = whole.toString();
    Command.run((Object[]) line);
    assertThat(numbers(out)).isEqualTo(numbers(whole));

    byte[] report = Files.readAllBytes(out.resolve("report.html"));
    line[line.length - 1] = out.toString();
    Command again = Command.run((Object[]) line); // nothing is left to do
    assertThat(again.code()).isZero();
    assertThat(again.out()).contains("variant  ", " ± ").doesNotContain("4/4  ");
    assertThat(out.resolve("report.html")).hasBinaryContent(report);
  }

  @Test
  @DisplayName(
      "A tuned one over folds that was killed goes on with the rest, and ends as one that was not")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGKILL")
  void killedWhileTuning() throws IOException, InterruptedException {
    Path recipe = Command.tiny(folder);
    String[] line = {
      "compare",
      recipe.toString(),
      "--tune",
      "2",
      "--folds",
      "2",
      "--repeats",
      "1",
      "--set",
      "train.epochs=40",
      "--jobs",
      "2",
      "--out",
      ""
    };
    Path out = Cut.below(folder, place -> {
      line[line.length - 1] = place.toString();
      try (Child child = Child.start(folder, List.of(), Map.of(), line)) {
        child.await("2/4  "); // within the trials
      }
      return !Files.exists(place.resolve("comparison.json"));
    });
    Command rest = Command.run((Object[]) line);
    assertThat(rest.code()).isZero();
    assertThat(rest.out())
        .contains("8/8  ", "tuned: dropout: optimizer.lr ", "images in 2 folds")
        .doesNotContain("1/4  ");
    line[line.length - 1] = folder.resolve("whole").toString();
    Command.run((Object[]) line);
    assertThat(numbers(out)).isEqualTo(numbers(folder.resolve("whole")));
  }

  @Test
  @DisplayName(
      "Verdicts come first, then a table that fits 80 columns; files have all; a margin changed later is said")
  void verdicts() throws IOException {
    Path out = folder.resolve("c");
    Path recipe = Command.tiny(folder);
    Command compare = Command.run(
        "compare",
        recipe,
        "--seeds",
        "auto:2..4",
        "--margin",
        "90",
        "--vary",
        "mask",
        "--out",
        out);
    assertThat(compare.code()).isZero();
    List<String> lines = compare.out().lines().toList();
    int verdict = lines.indexOf(lines.stream()
        .filter(line -> line.startsWith("dropout is the same as plain within 90 points ("))
        .findFirst()
        .orElseThrow());
    int table = lines.indexOf(
        lines.stream().filter(line -> line.startsWith("variant  ")).findFirst().orElseThrow());
    assertThat(verdict).isLessThan(table);
    assertThat(lines.subList(table, table + 3)).allMatch(line -> line.length() <= 80);
    assertThat(lines.get(table + 1)).startsWith("plain").endsWith("█");
    assertThat(compare.out())
        .contains(
            "tiny: 2 variants × 2 to 4 seeds",
            "deviation of test/accuracy of plain, by what varies alone: mask 0.00 points");
    assertThat(Files.readString(out.resolve("results.csv")))
        .startsWith("variant,seed,fold,varied,")
        .contains("\r\ndropout,1,,mask,");
    assertThat(Files.readString(out.resolve("report.md")))
        .contains("- dropout is the same as plain within 90 points (");

    Command again = Command.run(
        "compare",
        recipe,
        "--seeds",
        "auto:2..4",
        "--margin",
        "80",
        "--vary",
        "mask",
        "--out",
        out);
    assertThat(again.out())
        .doesNotContain("/4  ")
        .contains(
            "note: The margin was changed after results were there: 90 points before, 80 points now.");
    assertThat(Files.readString(out.resolve("report.md")))
        .contains("**Note:** The margin was changed");
  }

  @Test
  @DisplayName("Two comparisons into one directory: one works, the other is refused at once")
  void together() throws Exception {
    Path out = folder.resolve("c");
    Path recipe = Files.writeString(
        folder.resolve("long.yaml"),
        Command.TINY.replace("dropout: {model.dropout: 0.3}", "endless: {train.epochs: 1000000}"));
    String[] line = {"compare", recipe.toString(), "--jobs", "1", "--out", out.toString()};
    UnderWay first = UnderWay.start(line);
    first.await("1/4  ");
    Command second = Command.run((Object[]) line);
    assertThat(second.code()).isEqualTo(4);
    assertThat(second.err()).contains("another run is writing there");
    StopRequest.leave(out);
    assertThat(first.code()).isEqualTo(130);
  }

  @Test
  @DisplayName("A result that cannot be written is shown all the same, and the code is 3")
  void unwritableResult() throws IOException {
    Path out = folder.resolve("c");
    Path recipe = Command.tiny(folder);
    Command.run("compare", recipe, "--out", out);
    Files.delete(out.resolve("comparison.json"));
    Files.createDirectories(out.resolve("comparison.json/x")); // where no file can be written
    Files.delete(out.resolve("report.html"));
    Command compare = Command.run("compare", recipe, "--out", out);
    assertThat(compare.code()).isEqualTo(3);
    assertThat(compare.out()).contains("variant  ", " ± ");
    assertThat(compare.err())
        .contains("comparison.json: cannot be written (")
        .doesNotContain("Exception");
  }
}
