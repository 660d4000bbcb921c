package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MainTest {

  @Test
  @DisplayName("Without a command, and with --help, it says what there is and what exit codes mean")
  void help() {
    for (Command help : new Command[] {Command.run(), Command.run("--help")}) {
      assertThat(help.code()).isZero();
      assertThat(help.out())
          .contains(
              "train",
              "compare",
              "evaluate",
              "predict",
              "summary",
              "recipes",
              "data",
              "doctor",
              "completion")
          .contains(
              "  0  all went well",
              "  4  a file, recipe, data set or model is wrong",
              "130  interrupted");
      assertThat(help.err()).isEmpty();
    }
    assertThat(Command.run("--version").out()).startsWith("ockham ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "train",
        "compare",
        "evaluate",
        "predict",
        "summary",
        "recipes",
        "data",
        "data list",
        "data fetch",
        "data show",
        "doctor",
        "completion"
      })
  @DisplayName("Every command explains itself")
  void everyHelp(String command) {
    Command help = Command.run((Object[]) (command + " --help").split(" "));
    assertThat(help.code()).isZero();
    assertThat(help.out()).startsWith("Usage: ockham " + command).contains("--help");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "trian",
        "train",
        "train mnist-mlp --sed 1",
        "train mnist-mlp --seed x",
        "train mnist-mlp --threads 0",
        "train mnist-mlp --set optimizer.lr",
        "train mnist-mlp --set =1",
        "compare --jobs 0",
        "compare --seeds none",
        "compare --seeds 0",
        "compare --seeds ,",
        "data",
        "data shwo",
        "data show glyphs --split x",
        "predict model",
        "completion fish",
        "evaluate"
      })
  @DisplayName("A wrong command line ends with 2 and a sentence")
  void usage(String line) {
    Command wrong = Command.run((Object[]) line.split(" "));
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err()).startsWith("ockham: ").doesNotContain("\tat ");
  }

  @Test
  @DisplayName("The completion script knows the commands and their options")
  void completion() {
    Command bash = Command.run("completion", "bash");
    assertThat(bash.code()).isZero();
    assertThat(bash.out()).contains("complete -F _complete_ockham", "predict", "--variants");
    assertThat(Command.run("completion", "zsh").out()).contains("compinit");
  }

  @Test
  @DisplayName("--debug shows where a failure happened, else one sentence does")
  void debug() {
    assertThat(Command.run("train", "absent.yaml").err())
        .isEqualTo("ockham: absent.yaml: there is no such file." + System.lineSeparator());
    assertThat(Command.run("train", "absent.yaml", "--debug").err()).contains("\tat org.ockham.");
  }

  @Test
  @DisplayName("Failures of the machine and unknown ones have their own codes")
  void codes() {
    Throwable missing =
        new IllegalStateException("no libraries here", new UnsatisfiedLinkError("jnitorch"));
    assertThat(Exit.of(missing)).isEqualTo(Exit.ENVIRONMENT);
    assertThat(Exit.sentence(missing)).isEqualTo("no libraries here");
    assertThat(Exit.sentence(new NoClassDefFoundError("x")))
        .contains("the engine cannot be loaded on", "ockham doctor");
    assertThat(Exit.of(new OutOfMemoryError("heap"))).isEqualTo(Exit.ENVIRONMENT);
    assertThat(Exit.of(new NullPointerException())).isEqualTo(Exit.FAILURE);
    assertThat(Exit.sentence(new IllegalStateException("a\n  b")))
        .isEqualTo("unexpected failure: IllegalStateException: a b (--debug shows where)");
    assertThat(Screen.colour(Map.of("NO_COLOR", "1"))).isFalse();
    assertThat(Screen.colour(Map.of("NO_COLOR", ""))).isTrue();
  }
}
