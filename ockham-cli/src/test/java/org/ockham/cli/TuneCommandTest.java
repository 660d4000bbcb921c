package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;
import tools.jackson.databind.JsonNode;

final class TuneCommandTest {

  @TempDir
  private Path folder;

  private Path recipe() throws IOException {
    return Files.writeString(folder.resolve("tuned.yaml"), Command.TINY + """
        search:
          trials: 5
          pruner: hyperband
          space:
            optimizer.lr: {from: 1e-3, to: 1e-1, log: true}
            model.norm:
              none: {}
              batch: {model.normMomentum: {from: 0.05, to: 0.5}}
            dropout:
              without: {}
              with: {model.dropout: {from: 0.1, to: 0.5}}
        """);
  }

  @Test
  @DisplayName("tune finds settings, which train and test as they are; the same command goes on")
  void tunes() throws IOException {
    Path out = folder.resolve("tune");
    Command tune = Command.run("tune", recipe(), "--jobs", "auto", "--out", out);
    assertThat(tune.err()).isEmpty();
    assertThat(tune.code()).isZero();
    assertThat(tune.out())
        .contains("tiny: maximize val/accuracy over 5 trials, "
            + Runtime.getRuntime().availableProcessors() + " at a time")
        .contains("sampler tpe, pruner hyperband", "5/5  trial ", "5 trials: ", "best val/accuracy")
        .contains("ockham train " + out.resolve("best.yaml"));
    assertThat(Files.readString(out.resolve("report.html"))).contains("tiny");
    assertThat(out.resolve("study.db-wal")).doesNotExist();

    Command train =
        Command.run("train", out.resolve("best.yaml"), "--json", "--out", folder.resolve("best"));
    JsonNode again =
        Command.run("tune", recipe(), "--trials", 7, "--out", out, "--json").json();
    assertThat(again.get("trials").size()).isEqualTo(7);
    assertThat(again.get("interrupted").asBoolean()).isFalse();
    assertThat(again.get("best").get("values").get(0).doubleValue())
        .isGreaterThanOrEqualTo(
            train.json().get("validation").get("val/accuracy").doubleValue());
    assertThat(train.json().get("test").get("test/accuracy").doubleValue()).isPositive();
    assertThat(Trials.of(out)).hasSize(7);
  }

  @Test
  @DisplayName(
      "A search that was killed at any moment goes on: no finished trial is repeated or lost")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no SIGKILL")
  void killed() throws IOException, InterruptedException {
    Path out = folder.resolve("tune");
    String[] line = {
      "tune",
      recipe().toString(),
      "--set",
      "train.epochs=30",
      "--trials",
      "12",
      "--jobs",
      "2",
      "--out",
      out.toString()
    };
    Map<Integer, FrozenTrial> finished = new HashMap<>();
    for (int count : new int[] {2, 6}) {
      try (Child child = Child.start(folder, List.of(), Map.of(), line)) {
        child.awaitCount(count, 12); // and close() kills it
      }
      for (FrozenTrial trial : Trials.of(out)) {
        if (trial.state().finished()) {
          finished.put(trial.number(), trial);
        }
      }
    }
    assertThat(finished).hasSizeGreaterThanOrEqualTo(6);
    try (Child child = Child.start(folder, List.of(), Map.of(), line)) {
      assertThat(child.code()).as(child.output()).isZero();
    }
    List<FrozenTrial> whole = Trials.of(out);
    finished.forEach((number, trial) -> assertThat(whole.get(number)).isEqualTo(trial));
    List<FrozenTrial> judged =
        whole.stream().filter(t -> t.state() != TrialState.FAIL).toList();
    assertThat(judged).hasSize(12).allMatch(trial -> trial.state().finished());
    Set<Object> params = new HashSet<>();
    judged.forEach(trial -> params.add(trial.params()));
    assertThat(params).hasSize(12);
  }

  @Test
  @DisplayName("Ctrl-C ends a search soon: finished trials are kept and reported, the code is 130")
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no kill -INT")
  void interrupted() throws IOException, InterruptedException {
    Path out = folder.resolve("tune");
    try (Child child = Child.start(
        folder,
        List.of(),
        Map.of(),
        "tune",
        recipe().toString(),
        "--pruner",
        "none",
        "--set",
        "train.epochs=400",
        "--trials",
        "1000",
        "--jobs",
        "2",
        "--out",
        out.toString())) {
      child.await("1/1000  ");
      Trials.awaitBegun(child, out, 400);
      child.interrupt();
      assertThat(child.code()).isEqualTo(130);
      assertThat(child.output()).contains("ockham: interrupted", "best val/accuracy");
    }
    assertThat(out.resolve("report.html")).exists();
    assertThat(Trials.of(out))
        .allMatch(t -> t.state() == TrialState.COMPLETE || t.state() == TrialState.WAITING)
        .anyMatch(t -> t.state() == TrialState.COMPLETE)
        .anyMatch(t -> t.state() == TrialState.WAITING);
  }

  @Test
  @DisplayName(
      "The environment says where the study is if nothing else does, and no password is shown")
  void storageOfTheEnvironment() throws IOException, InterruptedException {
    Map<String, String> environment = Map.of("OCKHAM_STORAGE", "nosql://me:secret@host/db");
    try (Child child =
        Child.start(folder, List.of(), environment, "tune", recipe().toString(), "--trials", "1")) {
      assertThat(child.code()).isEqualTo(2);
      assertThat(child.output())
          .contains("study in nosql://me:***@host/db", "\"nosql\" is not known")
          .doesNotContain("secret");
    }
  }

  @Test
  @DisplayName("Bad input is refused in a sentence before anything is made")
  void refuses() throws IOException {
    Path out = folder.resolve("none");
    Command silent = Command.run("tune", Command.tiny(folder), "--out", out);
    assertThat(silent.code()).isEqualTo(4);
    assertThat(silent.err()).contains("has no section search");
    Command sampler = Command.run("tune", recipe(), "--sampler", "bayes", "--out", out);
    assertThat(sampler.code()).isEqualTo(2);
    assertThat(sampler.err()).contains("--sampler is 'bayes', but must be one of tpe, gp");
    assertThat(Command.run("tune", recipe(), "--trials", 0, "--out", out).code())
        .isEqualTo(2);
    assertThat(out).doesNotExist();
    Command url = Command.run("tune", recipe(), "--storage", "mysql://x/y", "--out", out);
    assertThat(url.code()).isEqualTo(2);
    assertThat(url.err()).contains("storage scheme \"mysql\" is not known");
    Files.writeString(
        folder.resolve("text.db"), "this is no database, but a text that is long enough");
    Command text =
        Command.run("tune", recipe(), "--storage", folder.resolve("text.db"), "--out", out);
    assertThat(text.code()).isEqualTo(4);
    assertThat(text.err().lines()).hasSize(1).allMatch(line -> line.contains("text.db"));
  }

  @Test
  @DisplayName("A study made for other settings is not continued")
  void otherSettings() throws IOException {
    Path out = folder.resolve("tune");
    Command.run("tune", recipe(), "--trials", 1, "--out", out);
    Command other =
        Command.run("tune", recipe(), "--set", "train.batch=10", "--trials", 2, "--out", out);
    assertThat(other.code()).isEqualTo(4);
    assertThat(other.err()).contains("study tiny was made for other settings");
    assertThat(Trials.of(out)).hasSize(1);
  }

  @Test
  @DisplayName("A recipe with several strategies has them compared on one budget, with a report")
  void strategies() throws IOException {
    Path out = folder.resolve("strategies");
    Command tune = Command.run(
        "tune",
        "search-strategies",
        "--quick",
        "--set",
        "data.limit=200",
        "--set",
        "train.epochs=3",
        "--set",
        "search.budget=30",
        "--set",
        "seeds=[1, 2]",
        "--out",
        out);
    assertThat(tune.err()).isEmpty();
    assertThat(tune.code()).isZero();
    assertThat(tune.out())
        .contains("5 strategies × 2 seeds, 30 epochs each", "10/10  ", "hyperband  ", " ± ");
    assertThat(Files.readString(out.resolve("report.html")))
        .contains("Search strategies: search-strategies", "hyperband", "<svg");
    assertThat(Files.readString(out.resolve("strategies.json"))).contains("\"curve\"");
    Command kept = Command.run("tune", "search-strategies", "--quick", "--study", "mine");
    assertThat(kept.code()).isEqualTo(2);
    assertThat(kept.err()).contains("keeps no study");
    Command nowhere = Command.run("tune", recipe(), "--storage", folder.resolve("foo"));
    assertThat(nowhere.code()).isEqualTo(2);
    assertThat(nowhere.err()).contains("foo', but must be a URL such as postgresql://");
    assertThat(folder.resolve("foo")).doesNotExist();
    Command counted =
        Command.run("tune", "search-strategies", "--quick", "--sampler", "random", "--trials", 1);
    assertThat(counted.code()).isEqualTo(2);
    assertThat(counted.err()).contains("epochs, in however many trials: leave --trials out");
  }

  @Test
  @DisplayName(
      "A setting that is given is not searched, which is said, and has its value in the end")
  void given() throws IOException {
    Path out = folder.resolve("given");
    Command tune =
        Command.run("tune", recipe(), "--set", "optimizer.lr=0.02", "--trials", 2, "--out", out);
    assertThat(tune.code()).isZero();
    assertThat(tune.out())
        .contains(
            "fixed by --set, so not searched: optimizer.lr=0.02", "which a search never looks at");
    assertThat(Files.readString(out.resolve("best.yaml"))).contains("lr: 0.02");
    assertThat(Trials.of(out)).allMatch(trial -> !trial.params().containsKey("optimizer.lr"));
  }

  @Test
  @DisplayName("A comparison of strategies goes on after its directory was left with some searches")
  void strategiesGoOn() throws IOException {
    Path out = folder.resolve("strategies");
    Object[] line = {
      "tune",
      "search-strategies",
      "--quick",
      "--set",
      "data.limit=200",
      "--set",
      "train.epochs=2",
      "--set",
      "search.budget=8",
      "--set",
      "seeds=[1]",
      "--json",
      "--out",
      out
    };
    JsonNode first = Command.run(line).json();
    assertThat(first.get("searches").size()).isEqualTo(5);
    try (var parts = Files.list(out.resolve("parts"))) {
      for (Path part : parts.sorted().limit(3).toList()) {
        Files.delete(part);
      }
    }
    JsonNode second = Command.run(line).json();
    for (int i = 0; i < 5; i++) {
      assertThat(second.get("searches").get(i).get("curve"))
          .isEqualTo(first.get("searches").get(i).get("curve"));
    }
    line[8] = "search.budget=9";
    Command other = Command.run(line);
    assertThat(other.code()).isEqualTo(4);
    assertThat(other.err()).contains("holds results of other work (budget: 8 there, 9 here)");
  }
}
