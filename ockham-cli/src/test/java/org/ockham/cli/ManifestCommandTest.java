package org.ockham.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ManifestCommandTest {

  private static final String KUBERNETES =
      "cluster manifest --kubernetes --workers 2 --image example.org/ockham:0.1 ";
  private static final String SLURM = "cluster manifest --slurm --workers 2 ";

  private static final Pattern SHOWN =
      Pattern.compile("(?ms)^```console\\n\\$ \\./ockham (cluster manifest [^\\n]*)\\n(.*?)^```$");

  @TempDir
  private Path folder;

  private static Command run(String line) {
    return Command.run((Object[]) line.split(" "));
  }

  /** What is printed, and nothing else. */
  private static String printed(String line) {
    Command command = run(line);
    assertThat(command.err()).isEmpty();
    assertThat(command.code()).isZero();
    return command.out();
  }

  @Test
  @DisplayName("The page on several machines shows what is printed")
  void page() throws IOException {
    List<MatchResult> shown =
        SHOWN.matcher(Files.readString(Path.of("../docs/scale.md"))).results().toList();
    assertThat(shown).hasSize(5);
    for (MatchResult block : shown) {
      String[] line = block.group(1).split(" >");
      Command command = run(line[0]);
      assertThat(command.code()).as(command.err()).isZero();
      String printed = "\n" + (line.length == 1 ? command.out() : command.err());
      int at = 0;
      for (String part : ("\n" + block.group(2)).split("(?<=\n)\\.\\.\\.(?=\n)")) {
        assertThat(printed.indexOf(part, at)).as(block.group(1) + part).isNotNegative();
        at = printed.indexOf(part, at) + part.length() - 1; // the next begins with its line break
      }
    }
  }

  @Test
  @DisplayName(
      "The command keeps its options; where its results and its study are is the manifest's")
  void options() {
    assertThat(
            printed(
                SLURM + "-- tune mnist-5pct --set=optimizer.lr=0.1 --set model.dropout=0.5 --quick"
                    + " --jobs 3 --study s --storage postgresql://me:secret@host/db --out somewhere --debug"))
        .contains("ockham tune mnist-5pct --set optimizer.lr=0.1 --set model.dropout=0.5 --quick"
            + " --jobs 3 --study s --debug \\\n  --out somewhere/worker-\"$SLURM_ARRAY_TASK_ID\"\n")
        .doesNotContain("secret", "postgresql://me");
    assertThat(printed(SLURM + "--name X_1 -- train mnist-mlp --seed -5 --variant dropout"))
        .contains("#SBATCH --job-name=x-1\n", "RUN=runs/mnist-mlp/x-1\n")
        .contains(
            "set -- train mnist-mlp --seed=-5 --variant dropout --threads 4 --out \"$RUN\"\n");
  }

  @Test
  @DisplayName("No password is printed; the Secret's command stands beside the manifest, not in it")
  void secret() {
    Command command =
        run(KUBERNETES + "-- tune mnist-5pct --storage postgresql://me:secret@host/db");
    assertThat(command.code()).isZero();
    assertThat(command.err())
        .isEqualTo(
            "Before it is applied, once, with the password in place of ***: kubectl create secret"
                + " generic ockham-storage '--from-literal=url=postgresql://me:***@host/db'"
                + System.lineSeparator());
    assertThat(command.out()).startsWith("---\n").doesNotContain("secret@", "host/db");
    assertThat(command.out())
        .containsPattern(
            "values:\\s+- " + Exit.USAGE.code() + "\\s+- " + Exit.BAD_INPUT.code() + "\n");
    Command ranks = run(KUBERNETES + "--claim shared -- train mnist-mlp");
    assertThat(ranks.err()).isEmpty();
    assertThat(ranks.out()).doesNotContain("OCKHAM_STORAGE");
  }

  @Test
  @DisplayName("With --out the manifest is a file; a recipe of the user's own goes along")
  void file() throws IOException {
    Path own = folder.resolve("it's mine.yaml");
    Files.writeString(own, Command.TINY);
    Path manifest = folder.resolve("manifest.yaml");
    List<Object> words = new ArrayList<>(List.of((KUBERNETES + "--claim shared").split(" ")));
    words.addAll(List.of("--out", manifest, "--", "train", own));
    Command command = Command.run(words.toArray());
    assertThat(command.code()).as(command.err()).isZero();
    assertThat(command.out()).isEqualTo(manifest + " is written." + System.lineSeparator());
    assertThat(Files.readString(manifest))
        .contains("kind: \"ConfigMap\"", "name: tiny\n", "- \"/recipe/tiny.yaml\"\n");
    Command again = Command.run(words.toArray());
    assertThat(again.code()).isEqualTo(4);
    assertThat(again.err()).contains(manifest + ": is there already, and is not overwritten");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      --slurm     | train mnist-mpl                              | 4 | There is no recipe named 'mnist-mpl'
      --slurm     | train mnist-mlp --sed 1                      | 2 | after the --: there is no option '--sed' (did you mean --seed?)
      --slurm     | train mnist-mlp --seed x                     | 2 | after the --: Invalid value for option '--seed'
      --slurm     | train mnist-mlp --set optimizer.lrr=1        | 4 | optimizer.lrr
      --slurm     | train mnist-mlp --variant no                 | 4 | variant
      --slurm     | train mnist-mlp --checkpoint-every -1        | 2 | --checkpoint-every is -1.0
      --slurm     | train                                        | 2 | train needs a recipe
      --slurm     | train --resume runs/x                        | 2 | --resume is what the manifest adds
      --slurm     | train mnist-mlp --ranks 4                    | 2 | --ranks is what the manifest adds
      --slurm     | train mnist-mlp --rank=4                     | 2 | --rank is what the manifest adds
      --slurm     | train --help                                 | 2 | nothing that is done
      --slurm     | tune mnist-mlp                               | 4 | has no section search
      --slurm     | tune mnist-5pct --trials 0                   | 2 | after the --: --trials is 0
      --slurm     | tune mnist-5pct --sampler bayes              | 2 | after the --: --sampler is 'bayes'
      --slurm     | tune mnist-5pct --storage sqlite:///x.db     | 2 | machines share a study in PostgreSQL only
      --slurm     | tune mnist-5pct --checkpoint-every 5         | 2 | --checkpoint-every is for runs in --shared
      --slurm     | tune search-strategies                       | 2 | choose one with --sampler
      --slurm     | compare mnist-5pct                           | 2 | --on spark://HOST:PORT
      --slurm     | data list                                    | 2 | after the -- stands ockham data list
      --slurm     | trian mnist-mlp                              | 2 | after the --: there is no command 'trian' (did you mean train?)
      --slurm --claim x | train mnist-mlp                        | 2 | are for --kubernetes
      --kubernetes | train mnist-mlp                             | 2 | --image is not given
      --kubernetes --image x | train mnist-mlp                   | 2 | --claim is not given
      --kubernetes --image x --claim y | train mnist-mlp --out /x | 2 | --out is '/x'
      --kubernetes --image x --cpus 0 | tune mnist-5pct          | 2 | --cpus is 0
      """)
  @DisplayName("What could not run is refused here, not on the cluster")
  void refused(String options, String inner, int code, String words) {
    Command command = run("cluster manifest --workers 2 " + options + " -- " + inner);
    assertThat(command.err()).startsWith("ockham: ").contains(words);
    assertThat(command.code()).isEqualTo(code);
    assertThat(command.out()).isEmpty();
  }
}
