package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

/** A run that signals or a kill cut short goes on to the bits of one that nothing did. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Windows has no such signals")
final class ResumeTest {

  /** Everything with a memory: augmentation, masks, running statistics, averages, a schedule, early stopping. */
  private static final String RECIPE = """
      name: cut
      data:
        set: glyphs
        train: 0.5
        validation: 0.5
        limit: 400
        testLimit: 50
        augment: [{kind: random-affine, degrees: 10}]
      model: {kind: mlp, hidden: [32], norm: batch, dropout: 0.2}
      optimizer: {kind: adam, lr: 0.003}
      schedule: {kind: plateau, monitor: val/loss, patience: 1}
      average: {kind: ema, decay: 0.9}
      callbacks: {early-stopping: {patience: 100}, learning-rate-monitor: {everyStep: true}}
      train: {epochs: 40, batch: 20, accumulate: 2}
      """;

  @TempDir
  private Path folder;

  private Path recipe() throws IOException {
    return Files.writeString(folder.resolve("cut.yaml"), RECIPE);
  }

  private Child start(Object... words) throws IOException {
    return Child.start(
        folder, List.of(), Map.of(), Stream.of(words).map(Object::toString).toArray(String[]::new));
  }

  /** Whether a run could be told to end after its second epoch. */
  private boolean stopped(Object... words) throws IOException, InterruptedException {
    try (Child child = start(words)) {
      child.await("epoch  2/40");
      child.signal("TERM");
      return child.code() != 0;
    }
  }

  /** Ends the run in a directory, and compares all it leaves with what one in one piece leaves. */
  private void endsAlike(Path cut, Object... line) throws IOException {
    Command resumed = Command.run("train", "--resume", cut);
    assertThat(resumed.err()).isEmpty();
    assertThat(resumed.code()).isZero();
    assertThat(resumed.out()).contains(", going on");
    Path whole = folder.resolve("whole");
    List<Object> words = new ArrayList<>(List.of(line));
    words.addAll(List.of("--out", whole));
    assertThat(Command.run(words.toArray()).code()).isZero();
    for (String file : List.of("model.safetensors", "metrics.csv", "recipe.yaml")) {
      assertThat(cut.resolve(file)).hasSameBinaryContentAs(whole.resolve(file));
    }
    assertThat(names(cut)).isEqualTo(names(whole));
    assertThat(Files.readString(cut.resolve("run.json"))).contains("\"finished\"");
    Command again = Command.run("train", "--resume", cut);
    assertThat(again.code()).isZero();
    assertThat(again.out())
        .isEqualTo(cut + " holds a finished run: there is nothing to go on with.\n");
  }

  /** The files of a run; what TensorBoard reads is in as many files as there were processes. */
  private static List<String> names(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.contains("tfevents"))
          .sorted()
          .toList();
    }
  }

  @Test
  @DisplayName(
      "Killed at any moment, writing checkpoints all the time, it goes on from the last whole one")
  void killed() throws IOException, InterruptedException {
    Path out = Cut.below(folder, place -> {
      try (Child child = start("train", recipe(), "--checkpoint-every", 0, "--out", place)) {
        child.awaitCount(3, 40); // and close() kills it
      }
      for (int epoch : new int[] {9, 17, 30}) {
        try (Child child = start("train", "--resume", place, "--checkpoint-every", 0)) {
          child.awaitCount(epoch, 40);
          assertThat(child.output()).doesNotContain("epoch  1/40"); // it did not begin again
        }
      }
      return !Files.readString(place.resolve("run.json")).contains("\"finished\"");
    });
    assertThat(Files.readString(out.resolve("run.json"))).contains("\"running\"");
    endsAlike(out, "train", recipe());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a step        | TERM | 143 | --checkpoint-every 1000",
        "a step        | INT  | 130 | --checkpoint-every 1000",
        "a validation  | TERM | 143 | --set data.limit=20000 --set data.train=0.02 --set data.validation=0.98 --set train.batch=200",
        "a checkpoint  | TERM | 143 | --set model.hidden=[600,600] --set train.epochs=10 --checkpoint-every 0",
      })
  @DisplayName(
      "A signal during a step, a validation or the writing of a checkpoint leaves one to go on from")
  void signals(String during, String signal, int code, String settings)
      throws IOException, InterruptedException {
    List<Object> line = new ArrayList<>(List.of("train", recipe()));
    line.addAll(List.of(settings.split(" ")));
    Path out = Cut.below(folder, place -> {
      List<Object> first = new ArrayList<>(line);
      first.addAll(List.of("--out", place));
      try (Child child = start(first.toArray())) {
        child.await(" 2/");
        child.signal(signal);
        if (child.code() == 0) {
          return false;
        }
        assertThat(child.code()).as(during + child.output()).isEqualTo(code);
        assertThat(child.output()).contains("to go on: ockham train --resume " + place);
        return true;
      }
    });
    assertThat(Files.readString(out.resolve("run.json"))).contains("\"interrupted\"");
    endsAlike(out, line.toArray());
  }

  @Test
  @DisplayName("A second Ctrl-C, whether it comes in time or not, leaves what the run goes on from")
  void twice() throws IOException, InterruptedException {
    Path out = Cut.below(folder, place -> {
      try (Child child = start("train", recipe(), "--checkpoint-every", 0, "--out", place)) {
        child.await("epoch  4/40");
        child.interrupt();
        child.interrupt();
        assertThat(child.code()).isIn(0, 130);
        return child.code() != 0;
      }
    });
    endsAlike(out, "train", recipe());
  }

  @Test
  @DisplayName(
      "A signal before the first step ends it with the same code, and nothing half-written is in the way")
  void start() throws IOException, InterruptedException {
    Path out = folder.resolve("run");
    try (Child child = start("train", recipe(), "--out", out)) {
      child.signal("TERM");
      assertThat(child.code()).isEqualTo(143);
    }
    assertThat(out).doesNotExist();
    Path begun = Cut.below(folder, place -> {
      try (Child child = start("train", recipe(), "--out", place)) {
        child.await("parameters"); // the network is shown, the run about to begin
        child.signal("TERM");
        assertThat(child.code()).as(child.output()).isIn(0, 143);
        return child.code() != 0;
      }
    });
    if (Files.exists(begun.resolve("run.json"))) {
      endsAlike(begun, "train", recipe());
    } else {
      assertThat(Command.run("train", recipe(), "--out", begun).code()).isZero();
    }
  }

  @Test
  @DisplayName("What contradicts the run is refused by name, with 2; what agrees with it is not")
  void contradictions() throws IOException, InterruptedException {
    String[] line = {"train", recipe().toString(), "--seed", "3", "--set", "optimizer.lr=0.01"};
    Path out = Cut.below(folder, place -> {
      List<Object> first = new ArrayList<>(List.of(line));
      first.addAll(List.of("--out", place, "--shards", 1));
      return stopped(first.toArray());
    });
    String[][] refused = {
      {"--seed 4", "--seed 4 contradicts the run in", "its seed is 3"},
      {"--shards 2", "--shards 2 contradicts", "it has 1; leave it out"},
      {"--out elsewhere", "a run goes on in its own directory"},
      {"--set optimizer.lr=0.1", "optimizer.lr = 0.1 contradicts", "it has 0.01 there"},
      {"--set train.epochs=50", "train.epochs = 50 contradicts", "it has 40 there"},
      {"mnist-mlp", "recipe mnist-mlp contradicts", "its recipe is cut"},
      {"--quick", "--quick is for runs that begin", "leave it out"},
    };
    for (String[] each : refused) {
      List<Object> words = new ArrayList<>(List.of("train", "--resume", out));
      words.addAll(List.of(each[0].split(" ")));
      Command command = Command.run(words.toArray());
      assertThat(command.code()).as(each[0]).isEqualTo(2);
      assertThat(command.err()).contains(each[1]).contains(each[each.length - 1]);
    }
    Command none = Command.run("train", "--resume", folder);
    assertThat(none.code()).isEqualTo(4);
    assertThat(none.err())
        .contains("holds no run: give the directory of one that ockham train began.");
    assertThat(Command.run("train").err())
        .contains("train needs a recipe, such as mnist-mlp, or --resume DIR");
    Command begun = Command.run("train", recipe(), "--out", out);
    assertThat(begun.code()).isEqualTo(4);
    assertThat(begun.err()).contains("can go on: do so with ockham train --resume " + out);

    List<Object> agreeing = new ArrayList<>(List.of(line));
    agreeing.addAll(List.of("--resume", out));
    assertThat(Command.run(agreeing.toArray()).code()).isZero();
  }

  @Test
  @DisplayName(
      "Of a damaged checkpoint it is said what to do, and without it the run begins anew, which is said")
  void damaged() throws IOException, InterruptedException {
    Path out =
        Cut.below(folder, place -> stopped("train", recipe(), "--out", place, "--shards", 1));
    Path checkpoint = out.resolve("checkpoint");
    Files.write(checkpoint.resolve("model.safetensors"), new byte[100]);
    Command refused = Command.run("train", "--resume", out);
    assertThat(refused.code()).isNotZero();
    assertThat(refused.err())
        .contains("model.safetensors is 100 bytes long")
        .contains(
            "nothing goes on from this checkpoint; without " + checkpoint + " --resume begins")
        .doesNotContain("goes on from its last checkpoint");
    try (Stream<Path> files = Files.list(checkpoint)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(checkpoint);
    Command anew = Command.run("train", "--resume", out);
    assertThat(anew.code()).as(anew.err()).isZero();
    assertThat(anew.out()).contains("has no checkpoint yet: the run begins at its first step");
  }
}
