package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
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
    assertThat(standard.out()).contains("mnist-5pct: 5 variants × 1 seeds", "layernorm");
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
    Command set = Command.run("compare", "--set", "train.epochs=0");
    assertThat(set.code()).isEqualTo(4);
    assertThat(set.err()).contains("train.epochs is 0, but must be a whole number from 1 to");
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "needs /proc, where not even root can write")
  @DisplayName("A place that cannot be written is refused before the runs, not after them")
  void unwritable() throws IOException {
    Command compare = Command.run("compare", Command.tiny(folder), "--out", "/proc/ockham");
    assertThat(compare.code()).isEqualTo(3);
    assertThat(compare.out()).isEmpty();
    assertThat(compare.err())
        .isEqualTo("ockham: /proc/ockham: cannot be written (NoSuchFileException): choose another"
            + " place with --out.\n");
  }
}
