package org.ockham.lab.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The scripts, read by bash and run with commands that stand for Slurm's. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "Slurm runs where bash is")
final class SlurmScriptTest {

  /** Does what srun does: runs a command once for each task, with the task's number; options before it begin with hyphens. */
  private static final String SRUN = """
      while [[ $1 == --* ]]; do echo "$1" >>options; shift; done
      for ((rank = 0; rank < SLURM_NTASKS; rank++)); do
        SLURM_PROCID=$rank "$@" || exit
      done
      """;

  private static final String SCONTROL = """
      [[ "$*" == "show hostnames node[7-9]" ]] || exit 9
      printf 'node7\\nnode8\\nnode9\\n'
      """;

  private static final String OCKHAM =
      "printf '%s\\0' \"$@\" >\"words-${RANK:-$SLURM_ARRAY_TASK_ID}\"";

  private static final Machines THREE = new Machines("My job", 3, 2, 5, 48);

  @TempDir
  private Path folder;

  private Shell run(Work work, Map<String, String> more) throws IOException, InterruptedException {
    Path script = Files.writeString(folder.resolve("job.sh"), new SlurmScript(work, THREE).text());
    Shell shell =
        Shell.in(folder).stub("srun", SRUN).stub("scontrol", SCONTROL).stub("ockham", OCKHAM);
    assertThat(shell.run(List.of("bash", "-n", script.toString()), Map.of()).code())
        .as(shell.output())
        .isZero();
    boolean isArray = work.form() == Work.Form.SEARCH;
    Map<String, String> variables = new HashMap<>(Map.of(
        "SLURM_JOB_ID", "4321987",
        "SLURM_JOB_NODELIST", "node[7-9]",
        "SLURM_NTASKS", isArray ? "1" : "3",
        "SLURM_CPUS_PER_TASK", "2"));
    if (isArray) {
      variables.put("SLURM_ARRAY_TASK_ID", "2");
    }
    variables.putAll(more);
    return shell.run(List.of("bash", script.toString()), variables);
  }

  private static List<String> directives(Work work) {
    return new SlurmScript(work, THREE)
        .text()
        .lines()
        .skip(1)
        .takeWhile(line -> line.startsWith("#SBATCH "))
        .map(line -> line.substring("#SBATCH ".length()))
        .toList();
  }

  @Test
  @DisplayName("A search is an array of single tasks on the study that the environment names")
  void workers() throws IOException, InterruptedException {
    Work work = Works.search("--trials", "200");
    assertThat(directives(work))
        .containsExactlyInAnyOrder(
            "--job-name=my-job",
            "--array=0-2",
            "--ntasks=1",
            "--cpus-per-task=2",
            "--mem=5G",
            "--time=48:00:00",
            "--requeue",
            "--open-mode=append",
            "--signal=TERM@120");
    Shell run = run(work, Map.of(Work.STORAGE, "postgresql://me@host/db"));
    assertThat(run.words("words-2"))
        .containsExactly("tune", "mnist-5pct", "--trials", "200", "--out", "runs/mine/worker-2");
    assertThat(Files.readAllLines(folder.resolve("options"))).containsExactly("--cpus-per-task=2");
  }

  @Test
  @DisplayName("A search without a study to share is refused in a sentence")
  void noStorage() throws IOException, InterruptedException {
    for (Map<String, String> variables :
        List.of(Map.<String, String>of(), Map.of(Work.STORAGE, ""))) {
      Shell run = run(Works.search(), variables);
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.output())
          .startsWith("OCKHAM_STORAGE is not set: give it the URL of the study")
          .hasLineCount(1);
      assertThat(folder.resolve("words-2")).doesNotExist();
    }
  }

  @Test
  @DisplayName("Ranks start together and meet at the first machine; if one fails all end")
  void together() throws IOException, InterruptedException {
    Work work = Works.ranks("--seed", "1");
    assertThat(directives(work))
        .contains("--ntasks=3", "--mem-per-cpu=2560M", "--cpus-per-task=2", "--requeue")
        .noneMatch(directive -> directive.startsWith("--array"));
    Shell run = run(work, Map.of());
    for (int rank = 0; rank < 3; rank++) {
      assertThat(run.words("words-" + rank))
          .containsExactly(
              "train",
              "cifar-cnn",
              "--seed",
              "1",
              "--out",
              "runs/mine",
              "--ranks",
              "3",
              "--rendezvous",
              "node7:21987",
              "--rank",
              Integer.toString(rank));
    }
    assertThat(Files.readAllLines(folder.resolve("options")))
        .containsExactly("--cpus-per-task=2", "--kill-on-bad-exit=1");
  }

  @Test
  @DisplayName(
      "A job that is queued again goes on from its checkpoint, and does nothing when it has finished")
  void goesOn() throws IOException, InterruptedException {
    Files.createDirectories(folder.resolve("runs/mine/checkpoint"));
    assertThat(run(Works.ranks(), Map.of()).words("words-1"))
        .containsSubsequence("train", "cifar-cnn", "--resume", "runs/mine", "--rank", "1");
    Files.delete(folder.resolve("runs/mine/checkpoint"));
    Files.createFile(folder.resolve("runs/mine/model.safetensors"));
    Files.delete(folder.resolve("words-1"));
    assertThat(run(Works.ranks(), Map.of()).words("words-1")).isEmpty();
  }

  @Test
  @DisplayName("Where Slurm cannot say who is there, nothing is started")
  void noHosts() throws IOException, InterruptedException {
    Shell run = run(Works.ranks(), Map.of("SLURM_JOB_NODELIST", "other"));
    assertThat(run.code()).isEqualTo(9);
    assertThat(folder.resolve("words-0")).doesNotExist();
    Shell unqueued =
        Shell.in(folder).run(List.of("bash", folder.resolve("job.sh").toString()), Map.of());
    assertThat(unqueued.code()).isNotZero();
    assertThat(unqueued.output()).contains("SLURM_JOB_ID: run this by sbatch");
  }

  @Test
  @DisplayName(
      "Nothing that is given breaks out: each rank has the words that were typed, and sbatch no others than ours")
  void hostile() throws IOException, InterruptedException {
    List<String> options = new ArrayList<>();
    KubernetesManifestTest.HOSTILE.forEach(word -> options.addAll(List.of("--set", word)));
    for (Work.Form form : Work.Form.values()) {
      Work work = new Work(form, "it's $(touch broken).yaml", options, "runs/'`touch broken`'\n");
      Shell run = run(work, Map.of(Work.STORAGE, "postgresql://me@host/db"));
      List<String> words = run.words("words-2");
      assertThat(words.subList(1, 2 + options.size()))
          .startsWith("it's $(touch broken).yaml")
          .endsWith(options.toArray(String[]::new));
      assertThat(words.get(words.indexOf("--out") + 1)).startsWith("runs/'`touch broken`'\n");
      assertThat(folder.resolve("broken")).doesNotExist();
      assertThat(directives(work)).allMatch(line -> line.matches("--[a-z-]+(=[A-Za-z0-9:@-]+)?"));
    }
  }
}
