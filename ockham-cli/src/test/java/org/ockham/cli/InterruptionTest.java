package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ockham.search.trial.TrialState;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no kill -INT")
final class InterruptionTest {

  @TempDir
  private Path folder;

  @Test
  @DisplayName("Ctrl-C ends a training cleanly: its model is kept, the code is 130")
  void train() throws IOException, InterruptedException {
    Path tiny = Command.tiny(folder);
    Path out = folder.resolve("run");
    try (Child child = Child.start(
        folder,
        List.of(),
        Map.of(),
        "train",
        tiny.toString(),
        "--set",
        "train.epochs=1000000",
        "--out",
        out.toString())) {
      child.await("epoch       2/1000000");
      child.interrupt();
      assertThat(child.code()).isEqualTo(130);
      assertThat(child.output()).contains("ockham: interrupted", "interrupted, so not tested");
    }
    assertThat(Files.readString(out.resolve("run.json"))).contains("\"status\" : \"interrupted\"");
    assertThat(Files.readAllLines(out.resolve("metrics.csv"))).hasSizeGreaterThan(2);
    Command evaluate = Command.run("evaluate", out.resolve("model.safetensors"));
    assertThat(evaluate.code()).isZero();
  }

  @Test
  @DisplayName("Ctrl-C typed on a terminal, under a progress bar, does the same")
  void terminal() throws IOException, InterruptedException {
    Path out = folder.resolve("run");
    try (Child child = Child.startInTerminal(
        folder,
        "train",
        Command.tiny(folder).toString(),
        "--set",
        "train.epochs=1000000",
        "--out",
        out.toString())) {
      child.await("3/1000000  train/loss");
      child.type("\u0003");
      assertThat(child.code()).isEqualTo(130);
      assertThat(child.output()).contains("ockham: interrupted", "interrupted, so not tested");
    }
    assertThat(out.resolve("model.safetensors")).exists();
  }

  @Test
  @DisplayName("Ctrl-C ends a comparison with the finished runs in table and report")
  void compare() throws IOException, InterruptedException {
    Path recipe = Files.writeString(
        folder.resolve("long.yaml"),
        Command.TINY.replace("dropout: {model.dropout: 0.3}", "endless: {train.epochs: 1000000}"));
    Path out = folder.resolve("comparison");
    try (Child child = Child.start(
        folder,
        List.of(),
        Map.of(),
        "compare",
        recipe.toString(),
        "--jobs",
        "1",
        "--out",
        out.toString())) {
      child.await("1/4  plain, seed 0");
      Thread.sleep(300); // into the endless one
      child.interrupt();
      assertThat(child.code()).isEqualTo(130);
      assertThat(child.output()).contains("interrupted: 1 of 4 runs finished", "plain  ");
    }
    assertThat(Files.readString(out.resolve("report.html"))).contains("1 of 4 runs finished");
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "HUP, 129"})
  @DisplayName("A supervisor's signal and a closed terminal end a training as Ctrl-C does")
  void signals(String signal, int code) throws IOException, InterruptedException {
    Path out = folder.resolve("run");
    try (Child child = Child.start(
        folder,
        List.of(),
        Map.of(),
        "train",
        Command.tiny(folder).toString(),
        "--set",
        "train.epochs=1000000",
        "--out",
        out.toString())) {
      child.await("epoch       2/1000000");
      child.signal(signal);
      child.signal(signal); // a shell and the kernel both tell of a closed terminal
      assertThat(child.code()).isEqualTo(code);
      assertThat(child.output()).contains("ockham: told to end", "interrupted, so not tested");
    }
    assertThat(Files.readString(out.resolve("run.json"))).contains("\"status\" : \"interrupted\"");
    assertThat(out.resolve("model.safetensors")).exists();
  }

  @Test
  @DisplayName("SIGTERM releases the trials of a search and keeps its best settings")
  void tune() throws IOException, InterruptedException {
    Path recipe = Files.writeString(
        folder.resolve("tuned.yaml"),
        Command.TINY + "search: {trials: 1000, space: {optimizer.lr: [0.1, 0.01, 0.001]}}\n");
    Path out = folder.resolve("tune");
    try (Child child = Child.start(
        folder,
        List.of(),
        Map.of(),
        "tune",
        recipe.toString(),
        "--set",
        "train.epochs=400",
        "--sampler",
        "random",
        "--out",
        out.toString())) {
      child.await("2/1000  ");
      assertThat(out.resolve("best.yaml")).exists(); // while the search goes on
      assertThat(out.resolve("report.html")).exists();
      Trials.awaitBegun(child, out, 400);
      child.signal("TERM");
      assertThat(child.code()).isEqualTo(143);
    }
    assertThat(Trials.of(out))
        .noneMatch(trial -> trial.state() == TrialState.RUNNING)
        .anyMatch(trial -> trial.state() == TrialState.WAITING);
  }
}
