package org.ockham.lab.manifest;

import java.util.List;

/**
 * Work as a script for {@code sbatch}: an array of single tasks for a search, where each starts as soon as there is room for it; one job for
 * ranks, which start together. What is preempted is queued again and goes on.
 *
 * <p>See <a href="https://slurm.schedmd.com/sbatch.html">sbatch</a>.
 *
 * @param work what is done
 * @param machines by how many tasks, of what size
 */
public record SlurmScript(Work work, Machines machines) {

  /** Time for a step and its checkpoint before the job's time is up. */
  private static final int GRACE_SECONDS = 120;

  private static final int MIB = 1024;

  /** The script. */
  public String text() {
    return work.form() == Work.Form.SEARCH ? search() : ranks();
  }

  private String search() {
    return header(
            "--array=0-" + (machines.workers() - 1),
            "--ntasks=1",
            "--mem=" + machines.memory() + "G")
        + """

        if [ -z "${%1$s:-}" ]; then
          echo "%1$s is not set: give it the URL of the study, postgresql://user:password@host/database, before sbatch." >&2
          exit 2
        fi

        exec srun --cpus-per-task="$SLURM_CPUS_PER_TASK" ockham %2$s \\
          --out %3$s/worker-"$SLURM_ARRAY_TASK_ID"
        """.formatted(Work.STORAGE, ShellWord.quoted(work.words()), ShellWord.quoted(work.out()));
  }

  /** Cores are asked for again: srun does not take that over from sbatch. Two jobs on one machine have ports of their own. */
  private String ranks() {
    int perCore = (machines.memory() * MIB + machines.cpus() - 1) / machines.cpus();
    return header("--ntasks=" + machines.workers(), "--mem-per-cpu=" + perCore + "M")
        + """

        RUN=%1$s
        set -- %2$s --out "$RUN"
        %3$s
        hosts=$(scontrol show hostnames "$SLURM_JOB_NODELIST")
        export MASTER_ADDR=${hosts%%%%$'\\n'*}
        export MASTER_PORT=$((20000 + SLURM_JOB_ID %% 10000))

        exec srun --cpus-per-task="$SLURM_CPUS_PER_TASK" --kill-on-bad-exit=1 bash -c '
          export RANK=$SLURM_PROCID WORLD_SIZE=$SLURM_NTASKS
          exec ockham "$@" --ranks "$WORLD_SIZE" --rendezvous "$MASTER_ADDR:$MASTER_PORT" --rank "$RANK"
        ' ockham "$@"
        """.formatted(
                ShellWord.quoted(work.out()), ShellWord.quoted(work.words()), Resumption.SCRIPT);
  }

  /** What sbatch reads, and how the shell is to take mistakes. */
  private String header(String... shape) {
    StringBuilder header = new StringBuilder("#!/bin/bash\n");
    header.append("#SBATCH --job-name=").append(machines.label()).append('\n');
    for (String option : shape) {
      header.append("#SBATCH ").append(option).append('\n');
    }
    for (String option : List.of(
        "--cpus-per-task=" + machines.cpus(),
        "--time=" + machines.hours() + ":00:00",
        "--requeue",
        "--open-mode=append",
        "--signal=TERM@" + GRACE_SECONDS)) {
      header.append("#SBATCH ").append(option).append('\n');
    }
    return header
        .append("set -euo pipefail\n: \"${SLURM_JOB_ID:?run this by sbatch}\"\n")
        .toString();
  }
}
