package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class TrainCommandTest {

  @TempDir
  private Path folder;

  @Test
  @DisplayName("train says what it trains, every epoch, the test result and where the run is")
  void trains() throws IOException {
    Path out = folder.resolve("run");
    Command train = Command.run(
        "train",
        Command.tiny(folder),
        "--variant",
        "dropout",
        "--seed",
        5,
        "--set",
        "train.epochs=3",
        "--out",
        out);
    assertThat(train.err()).isEmpty();
    assertThat(train.code()).isZero();
    assertThat(train.out())
        .contains("tiny, variant dropout, seed 5")
        .contains("glyphs: 120 images to train (60 %), 80 for validation (40 %), 50 for the test")
        .contains(
            "12,730 parameters", "drop1", "epoch 1/3", "epoch 3/3", "train/loss", "val/accuracy")
        .contains(
            "selected: epoch",
            "validation  ",
            "test        ",
            out.resolve("model.safetensors").toString());
    assertThat(out)
        .isDirectoryContaining("glob:**/{recipe.yaml}")
        .isDirectoryContaining("glob:**/run.json");
    assertThat(Files.readString(out.resolve("run.json"))).contains("--variant dropout --seed 5");
  }

  @Test
  @DisplayName(
      "--json prints JSON alone on standard output, and the progress alone on standard error")
  void json() throws IOException {
    Command train =
        Command.run("train", Command.tiny(folder), "--json", "--out", folder.resolve("run"));
    JsonNode result = train.json();
    assertThat(result.get("recipe").asString()).isEqualTo("tiny");
    assertThat(result.get("parameters").asInt()).isEqualTo(12_730);
    assertThat(result.get("epochs").size()).isEqualTo(2);
    assertThat(result.get("test").get("test/accuracy").asDouble()).isBetween(0.0, 1.0);
    assertThat(train.err().lines()).hasSize(2).allMatch(line -> line.startsWith("epoch "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mnist-mpl | 4 | There is no recipe named 'mnist-mpl' (did you mean mnist-mlp?)",
        "absent.yaml | 4 | absent.yaml: there is no such file.",
        "TINY --variant drop | 4 | there is no variant 'drop'",
        "TINY --set optimizer.lrr=1 | 4 | --set optimizer.lrr=1: there is no key optimizer.lrr (did you mean lr?)",
        "TINY --set optimizer.lr=fast | 4 | optimizer.lr is 'fast', but must be a number of at least 0.",
        "TINY --set optimizer.lr= | 4 | --set optimizer.lr=: optimizer.lr is empty",
        "TINY --data minst | 4 | --data minst: data.set is 'minst', but must be one of glyphs",
        "TINY --data mnist --data-dir absent | 4 | The data directory absent is not a directory",
        "TINY --quick | 4 | has no section quick",
        "TINY --set optimizer.kind=sgd --set optimizer.lr=1e30 | 4 | the loss is",
      })
  @DisplayName("Bad input ends with 4, one sentence and nothing half-written")
  void refuses(String line, int code, String sentence) throws IOException {
    Path out = folder.resolve("refused");
    String[] words = (line + " --out " + out).split(" ");
    words[0] = words[0].replace("TINY", Command.tiny(folder).toString());
    Command refused =
        Command.run(Stream.concat(Stream.of("train"), Stream.of(words)).toArray());
    assertThat(refused.err()).contains("ockham: ").contains(sentence).doesNotContain("\tat ");
    assertThat(refused.code()).isEqualTo(code);
    if (!sentence.equals("the loss is")) {
      assertThat(refused.err().strip()).doesNotContain("\n");
      assertThat(out).doesNotExist();
    }
  }

  @Test
  @DisplayName("A directory with files in it is refused before anything is done")
  void usedOut() throws IOException {
    Path tiny = Command.tiny(folder);
    Command refused = Command.run("train", tiny, "--out", folder);
    assertThat(refused.code()).isEqualTo(4);
    assertThat(refused.out()).isEmpty();
    assertThat(refused.err()).contains("is not empty, and nothing in it is overwritten");
    assertThat(folder).isDirectoryNotContaining("glob:**/run.json");
    assertThat(Command.run("train", tiny, "--out", tiny).err()).contains("is a file, but results");
  }

  @Test
  @DisplayName("The recipe mnist-mlp on the real images is as good as its reference")
  void realData() throws IOException {
    Path shared = Path.of("../../shared/data");
    assumeTrue(Files.isDirectory(shared.resolve("mnist")), "no real MNIST in ../shared/data");
    Command train = Command.run(
        "train",
        "mnist-mlp",
        "--data-dir",
        shared,
        "--set",
        "train.epochs=1",
        "--json",
        "--out",
        folder.resolve("run"));
    assertThat(train.json().get("parameters").asInt()).isEqualTo(269_322);
    assertThat(train.code()).isZero();
    assertThat(train.json().get("test").get("test/accuracy").asDouble()).isGreaterThan(0.93);
  }

  @Test
  @DisplayName("Trainings that start together each have a directory, or one of them has it")
  @DisabledOnOs(
      value = OS.WINDOWS,
      disabledReason = "Windows keeps the child's directory locked for a moment after its end")
  void together() throws IOException, InterruptedException {
    String tiny = Command.tiny(folder).toString();
    List<Child> children = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        children.add(Child.start(folder, List.of(), Map.of(), "train", tiny));
      }
      for (Child child : children) {
        assertThat(child.code()).as(child.output()).isZero();
      }
      try (Stream<Path> runs = Files.list(folder.resolve("runs/tiny"))) {
        assertThat(runs.toList())
            .hasSize(3)
            .allMatch(run -> Files.exists(run.resolve("model.safetensors")));
      }

      children.clear();
      Path out = folder.resolve("one");
      for (int i = 0; i < 2; i++) {
        children.add(Child.start(
            folder,
            List.of(),
            Map.of(),
            "train",
            tiny,
            "--set",
            "train.epochs=300",
            "--out",
            out.toString()));
      }
      List<Integer> codes = new ArrayList<>();
      for (Child child : children) {
        codes.add(child.code());
      }
      assertThat(codes).containsExactlyInAnyOrder(0, 4);
      assertThat(Files.readAllLines(out.resolve("metrics.csv"))).hasSize(301);
    } finally {
      children.forEach(Child::close);
    }
  }

  @Test
  @DisplayName("A failed run makes room for the next, which says so")
  void repeated() throws IOException {
    Path tiny = Command.tiny(folder);
    Path out = folder.resolve("run");
    Object[] wild = {
      "train", tiny, "--set", "optimizer.kind=sgd", "--set", "optimizer.lr=1e30", "--out", out
    };
    for (int i = 0; i < 2; i++) {
      Command failed = Command.run(wild);
      assertThat(failed.code()).isEqualTo(4);
      assertThat(failed.err())
          .contains(
              "Kept as failed in " + out + ": with --out " + out + " another run takes its place.");
    }
    Command train = Command.run("train", tiny, "--out", out);
    assertThat(train.code()).isZero();
    assertThat(train.out())
        .contains(out + " holds a run that came to nothing; this one replaces it");
    assertThat(Command.run("train", tiny, "--out", out).err()).contains("is not empty");
  }
}
