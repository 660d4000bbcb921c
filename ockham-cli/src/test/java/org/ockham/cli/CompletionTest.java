package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;

/** The scripts, run by the shells that they are for. */
final class CompletionTest {

  /** What a shell is told after the script, to have it say what it offers for the words of a line. */
  private static final String BASH = """
      offer() {
        COMP_WORDS=(ockham "$@")
        COMP_CWORD=$#
        _ockham
        echo "${COMPREPLY[*]}"
      }
      """;

  private static final String ZSH = """
      compadd() { while [[ $1 == -* && $1 != -- ]]; do shift; [[ -z $1 ]] && shift; done; shift; all+=("$@") }
      compset() { }
      _files() { all+=(FILES) }
      offer() {
        words=(ockham "$@"); CURRENT=${#words}; all=()
        _ockham
        print -r -- $all
      }
      """;

  private static final String FISH = """
      function offer
        string join -- ' ' (complete -C "ockham $(string join -- ' ' $argv)")
      end
      """;

  @TempDir
  private Path folder;

  private List<String> offers(String shell, String... lines)
      throws IOException, InterruptedException {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(place -> Files.isExecutable(Path.of(place, shell))),
        "no " + shell + " here");
    Command completion = Command.run("completion", shell);
    assertThat(completion.code()).isZero();
    String frame = switch (shell) {
      case "bash" -> BASH;
      case "zsh" -> ZSH;
      default -> FISH;
    };
    StringBuilder text = new StringBuilder();
    if (shell.equals("zsh")) {
      text.append("compdef() { }\n"); // there is no command line to complete
    }
    text.append(completion.out()).append(frame);
    for (String line : lines) {
      text.append("offer ").append(line).append('\n');
    }
    Path script = Files.writeString(folder.resolve("try." + shell), text);
    List<String> command = shell.equals("bash")
        ? List.of("bash", "--norc", script.toString())
        : shell.equals("zsh")
            ? List.of("zsh", "-f", script.toString())
            : List.of("fish", "--no-config", script.toString());
    Process process = new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output.lines().toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  @DisplayName(
      "Each option is offered what it takes: samplers, pruners, data sets, variants, settings")
  void values(String shell) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("own.yaml"), Command.TINY);
    List<String> offers = offers(
        shell,
        "tune mnist-5pct --sampler ''",
        "tune mnist-5pct --pruner ''",
        "train x --data ''",
        "train mnist-5pct --variant ''",
        "train own.yaml --variant ''",
        "data show ''",
        "train x --set ''",
        shell.equals("bash")
            ? "train x --set optimizer.kind = ada"
            : "train x --set optimizer.kind=ada",
        shell.equals("bash") ? "train x --set schedule.unit = ''" : "train x --set schedule.unit=",
        "recipe explain ''");
    assertThat(offers).hasSize(10);
    assertThat(offers.get(0).split(" "))
        .contains("tpe", "gp", "cma-es")
        .doesNotContain("hyperband", "FILES");
    assertThat(offers.get(1).split(" ")).contains("hyperband", "none").doesNotContain("tpe");
    assertThat(offers.get(2).split(" "))
        .contains("glyphs", "mnist", "fashion-mnist", "cifar10")
        .doesNotContain("own.yaml");
    assertThat(offers.get(3).split(" "))
        .containsExactlyInAnyOrder(
            Recipe.of("mnist-5pct").variants().stream().map(Variant::name).toArray(String[]::new));
    assertThat(offers.get(4).split(" ")).containsExactlyInAnyOrder("plain", "dropout");
    assertThat(offers.get(5).split(" "))
        .contains("glyphs", "mnist", "fashion-mnist", "cifar10"); // and a folder of one's own
    assertThat(offers.get(6).split(" "))
        .contains(
            "optimizer.lr=",
            "optimizer.nesterov=",
            "data.limit=",
            "model.hidden=",
            "seeds=",
            "data.augment=")
        .contains("schedule.gamma=", "regularizers.l1.lambda=", "clipping.bound=", "loss.kind=")
        .doesNotContain("optimizer=");
    assertThat(offers.get(7).replace("optimizer.kind=", "").split(" "))
        .contains("adam", "adamw", "adafactor");
    assertThat(offers.get(8).replace("schedule.unit=", "").split(" "))
        .containsExactlyInAnyOrder("step", "epoch");
    assertThat(offers.get(9).split(" ")).contains("optimizer", "schedule", "data-set");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bash", "fish"
      }) // the frame for zsh has no prefixes: zsh itself drops what does not fit
  @DisplayName(
      "Words are completed: commands, options, recipes, the last of several variants, files")
  void words(String shell) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("zebra.yaml"), Command.TINY);
    List<String> offers = offers(
        shell,
        "t",
        "tune --pru",
        "train mnist-m",
        "compare mnist-mlp --variants plain,d",
        "train zeb",
        "study imp");
    assertThat(offers)
        .containsExactly(
            "train tune", "--pruner", "mnist-mlp", "plain,dropout", "zebra.yaml", "importance");
  }
}
