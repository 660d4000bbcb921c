package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.ockham.lab.exercise.Exercise;
import org.ockham.lab.exercise.Exercises;

final class ExerciseCommandTest {

  private static final String NAME = "cifar-dropout";

  @TempDir
  private Path folder;

  @Test
  @DisplayName("All exercises are listed with what they show")
  void list() {
    Command list = Command.run("exercise", "list");
    assertThat(list.code()).isZero();
    for (Exercise exercise : Exercises.all()) {
      assertThat(list.out()).contains(exercise.name() + " ", exercise.about());
    }
  }

  @Test
  @DisplayName(
      "One is done, its checks are said, its page is written; done again it is kept; unmet, the code says so")
  void done() throws IOException {
    Path out = folder.resolve("out");
    Path page = folder.resolve("page.md");
    Object[] line = {"exercise", NAME, "--quick", "--out", out, "--markdown", page};
    Command first = Command.run(line);
    assertThat(first.code()).isZero();
    assertThat(first.err()).contains(NAME + ": dropout, seed 0");
    assertThat(first.out())
        .contains("test accuracy", "✓ runs that finish: 3 (expected 3)", NAME + "-samples.png")
        .doesNotContain("✗");
    assertThat(Files.readString(page))
        .contains(
            "1 of 1 exercises",
            "`./ockham exercise " + NAME + " --quick`",
            "| runs that finish | 3 | 3 | yes |",
            "| engine | libtorch ");

    Command again = Command.run(line);
    assertThat(again.code()).isZero();
    assertThat(again.err()).isEmpty();
    assertThat(again.out()).contains("done before, with libtorch");

    // However it was done, and whatever else there is to do.
    Command told =
        Command.run("exercise", NAME, "perceptron", "--kept", "--out", out, "--markdown", page);
    assertThat(told.code()).isZero();
    assertThat(told.out()).contains("done before, with libtorch", "not done: perceptron");
    assertThat(Files.readString(page))
        .contains("1 of 1 exercises", "Not done yet: perceptron.", NAME + " --quick`");

    Path nowhere = folder.resolve("nowhere");
    assertThat(Command.run("exercise", "--all", "--kept", "--out", nowhere).out())
        .contains("not done: ", NAME);
    assertThat(nowhere).doesNotExist();

    // As if it had been done on another machine, with another end.
    Path kept = out.resolve(NAME + ".json");
    Files.writeString(kept, Files.readString(kept).replace("\"true\"", "\"false\""));
    Command unmet = Command.run(line);
    assertThat(unmet.code()).isEqualTo(7);
    assertThat(unmet.out()).contains("✗ NOT MET: runs that finish");
    assertThat(Files.readString(page)).contains("0 of 1 exercises", "| **no** |");

    Files.writeString(kept, "{}");
    Command damaged = Command.run(line);
    assertThat(damaged.code()).isEqualTo(4);
    assertThat(damaged.err())
        .isEqualTo("ockham: " + kept
            + ": is no exercise's finding: delete it, and the exercise is done again.\n");
  }

  @Test
  @DisplayName("An exercise that is not known is refused with the nearest, and so is none")
  void refuses() {
    Command unknown = Command.run("exercise", "cifar-dropuot");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("there is no exercise 'cifar-dropuot'", "cifar-dropout");
    assertThat(Command.run("exercise").code()).isEqualTo(2);
    assertThat(Command.run("exercise", "--all", NAME).code()).isEqualTo(2);
    assertThat(Command.run("exercise", NAME, "--seeds", 0).code()).isEqualTo(2);
  }

  @Test
  @DisplayName("The page in docs is what the findings kept beside it give")
  void page() throws IOException {
    Path docs = Path.of("..", "docs");
    Path page = folder.resolve("page.md");
    Command.run(
        "exercise", "--all", "--kept", "--out", docs.resolve("reproduction"), "--markdown", page);
    assertThat(Files.readString(page)
            .replaceFirst(
                "--out \\S+ --markdown \\S+",
                "--out docs/reproduction --markdown docs/reproduction.md"))
        .isEqualTo(Files.readString(docs.resolve("reproduction.md")));
  }
}
