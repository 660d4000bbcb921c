package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
              "recipe",
              "data",
              "doctor",
              "cluster",
              "completion")
          .contains(
              "    0   all went well",
              "    4   a file, recipe, data set or model is wrong",
              "  130   interrupted");
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
        "calibrate",
        "export",
        "summary",
        "recipe",
        "recipe list",
        "recipe show",
        "recipe explain",
        "recipe schema",
        "recipe check",
        "recipe new",
        "data",
        "data list",
        "data fetch",
        "data show",
        "data stats",
        "data check",
        "augment",
        "watch",
        "doctor",
        "cluster",
        "cluster manifest",
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
        "compare --seeds auto:5",
        "compare --seeds auto:9..5",
        "compare --repeats 3",
        "compare --folds 1",
        "compare --folds 3 --vary init",
        "compare --vary weather",
        "compare --margin -1",
        "compare --tune -1",
        "data",
        "data shwo",
        "recipe",
        "recipe explain optimiser",
        "recipe explain optimizer adm",
        "data show glyphs --split x",
        "predict model",
        "completion tcsh",
        "cluster",
        "cluster manifest --slurm --workers 2",
        "cluster manifest --workers 2 -- train mnist-mlp",
        "help nosuch",
        "cluster manifest --slurm --kubernetes --workers 2 -- train mnist-mlp",
        "evaluate"
      })
  @DisplayName("A wrong command line ends with 2 and a sentence")
  void usage(String line) {
    Command wrong = Command.run((Object[]) line.split(" "));
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.out()).isEmpty();
    assertThat(wrong.err()).startsWith("ockham: ").doesNotContain("\tat ");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
          frobnicate                     | ockham: there is no command 'frobnicate'
          trian                          | ockham: there is no command 'trian' (did you mean train?)
          data lst                       | ockham: there is no command 'lst' (did you mean list?)
          help trian                     | ockham: there is no command 'trian' (did you mean train?)
          train mnist-mlp --vriant plain | ockham: there is no option '--vriant' (did you mean --variant?)
          train mnist-mlp --vriant=plain | ockham: there is no option '--vriant' (did you mean --variant?)
          train mnist-mlp more           | ockham: 'more' is one word too many
          train mnist-mlp --seed abc     | ockham: Invalid value for option '--seed': 'abc' must be a whole number, such as 3
          compare --seeds 2 --folds x    | 'x' must be a whole number, such as 3
          compare --folds 9999999999     | '9999999999' must be a whole number from -2147483647 to 2147483647
          runs show x --smoothing much   | 'much' must be a number, such as 0.5
          """)
  @DisplayName(
      "A word that means nothing is named, with what it may have been meant to be; one that is no number is told so in words")
  void mistakes(String line, String sentence) {
    Command wrong = Command.run((Object[]) line.split(" +"));
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains(sentence + System.lineSeparator());
  }

  @Test
  @DisplayName(
      "A path that cannot be one is refused in words, and the locale is named where it lacks the letters")
  void paths() {
    Command wrong = Command.run("runs", "list", "a\0b");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("cannot be a path here (").doesNotContain("java.");
    InvalidPathException foreign = new InvalidPathException(
        "r\ufffdns", "Malformed input or input contains unmappable characters");
    assertThat(Exit.of(foreign)).isEqualTo(Exit.USAGE);
    assertThat(Exit.sentence(foreign))
        .isEqualTo(
            "'r\ufffdns' cannot be a path here: the locale has no such letters; set one that has,"
                + " such as LC_ALL=C.UTF-8");
  }

  @Test
  @DisplayName("help shows what --help does")
  void helpCommand() {
    assertThat(Command.run("help").out()).isEqualTo(Command.run("--help").out());
    Command show = Command.run("help", "recipe", "show");
    assertThat(show.code()).isZero();
    assertThat(show.out()).isEqualTo(Command.run("recipe", "show", "--help").out());
  }

  @Test
  @DisplayName("Commands stand in the order of the README's table")
  void order() throws IOException {
    String table =
        Files.readString(Path.of("../README.md")).split("\\| to \\| run \\|")[1].split("\n\n")[0];
    List<String> told = words("\\./ockham ([a-z]+)", table).distinct().toList();
    List<String> listed =
        words("(?m)^  ([a-z]+)  +[A-Z]", Command.run("--help").out()).toList();
    assertThat(listed)
        .hasSize(told.size() + 1)
        .startsWith(told.toArray(String[]::new))
        .endsWith("help");
  }

  private static Stream<String> words(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"recipe", "data", "runs", "study", "cluster"})
  @DisplayName("A command of commands says each of them in a whole sentence, and lists its options")
  void summaries(String command) {
    String help = Command.run(command, "--help").out();
    assertThat(help).contains("Show this help.");
    String listed = help.split("Commands:\\R")[1].strip().replaceAll("\\R {5,}", " ");
    assertThat(listed.lines()).isNotEmpty().allSatisfy(line -> assertThat(line).endsWith("."));
  }

  @Test
  @DisplayName("What is read from a pipe is as wide as COLUMNS says")
  void columns() throws IOException, InterruptedException {
    try (Child help = Child.start(Path.of("."), List.of(), Map.of("COLUMNS", "60"), "--help")) {
      assertThat(help.code()).isZero();
      assertThat(help.output().lines())
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(60));
    }
  }

  /** Runs a command whose standard output fails so. */
  private static Command failing(String problem, String... words) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OutputStream out = new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(problem);
      }
    };
    int code = Main.run(
        new Screen(
            new StandardOutput(out),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            false),
        words);
    return new Command(code, "", err.toString(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "recipe list",
        "recipe list --json",
        "recipe schema",
        "data list",
        "completion bash",
        "--help",
        "--version"
      })
  @DisplayName(
      "A result that does not arrive is a failure; a reader who has enough is none worth words")
  void output(String line) {
    Command full = failing("No space left on device", line.split(" "));
    assertThat(full.code()).isEqualTo(3);
    assertThat(full.err())
        .isEqualTo("ockham: standard output cannot be written (no space left on device): not all"
            + " of the result arrived; send it to another place." + System.lineSeparator());
    Command closed = failing("Broken pipe", line.split(" "));
    assertThat(closed.code()).isEqualTo(141);
    assertThat(closed.err()).isEmpty();
  }

  @Test
  @DisplayName("A failure keeps its own code where its words cannot be written")
  void failureBesides() {
    assertThat(failing("Broken pipe", "train", "absent.yaml").code()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"recipe list", "data list", "summary mnist-mlp"})
  @DisplayName("--json prints JSON and nothing else")
  void jsonOnly(String line) {
    Command json = Command.run((Object[]) (line + " --json").split(" "));
    assertThat(json.json().isEmpty()).isFalse();
    assertThat(json.err()).isEmpty();
  }

  @Test
  @DisplayName(
      "What is said is one line that a terminal can show, however long and odd the input is")
  void line() {
    assertThat(Screen.line(" a\n  b\u001b[2J\u0000 ")).isEqualTo("a b\ufffd[2J\ufffd");
    String line = Screen.line("begin " + "x".repeat(900_000) + " end");
    assertThat(line).startsWith("begin xxx").contains(" ... ").endsWith("xxx end");
    assertThat(line.length()).isLessThan(1300);
    Command wrong = Command.run("train", "mnist-mlp", "--seed", "9".repeat(100_000));
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err().length()).isLessThan(1500);
    Command absent = Command.run("train", "x".repeat(100_000) + ".yaml");
    assertThat(absent.err().length()).isLessThan(1500);
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
