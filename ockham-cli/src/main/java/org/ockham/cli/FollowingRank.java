package org.ockham.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ockham.distributed.LocalAddress;
import org.ockham.distributed.ProcessGroup;
import org.ockham.distributed.Rendezvous;
import org.ockham.lab.CheckpointInterval;
import org.ockham.lab.Experiment;
import org.ockham.lab.Run;
import org.ockham.lab.RunResult;
import org.ockham.tensor.Engine;

/**
 * A rank that rank 0 leads: it computes its part of a training, writes nothing, and says one line at its start and one at its end.
 *
 * @param screen where failures are told
 * @param people where the lines go
 * @param rendezvous where it meets the others
 * @param isLaunched whether rank 0 has started it, and it is to end with it
 */
record FollowingRank(Screen screen, PrintStream people, Rendezvous rendezvous, boolean isLaunched) {

  /**
   * From the meeting to the end of the training.
   *
   * @param what is trained, in words
   * @param experiment opens its data, when the ranks have met
   * @param directory of the run, in which rank 0 writes
   */
  int train(
      String what, Supplier<Experiment> experiment, CheckpointInterval interval, Path directory) {
    AtomicReference<@Nullable Run> run = new AtomicReference<>();
    if (isLaunched) {
      endWithStandardInput();
      // A terminal sends Ctrl-C to this process too, and rank 0 says when all end.
      try (Interruption interruption = interruption(run);
          ProcessGroup group = join(what)) {
        return train(experiment, interval, directory, group, run, interruption);
      }
    }
    try (ProcessGroup group = join(what);
        Interruption interruption = interruption(run)) {
      return train(experiment, interval, directory, group, run, interruption);
    }
  }

  private Interruption interruption(AtomicReference<@Nullable Run> run) {
    return Interruption.of(screen, "all ranks end after this step", () -> {
      Run begun = run.get();
      if (begun != null) {
        begun.interrupt();
      }
    });
  }

  private ProcessGroup join(String what) {
    Engine.check();
    say(what + ", with rank 0 at " + rendezvous.host() + ":" + rendezvous.port());
    return rendezvous.join();
  }

  private int train(
      Supplier<Experiment> experiment,
      CheckpointInterval interval,
      Path directory,
      ProcessGroup group,
      AtomicReference<@Nullable Run> run,
      Interruption interruption) {
    Run begun;
    try {
      begun = new Run(experiment.get()).checkpoints(interval).ranks(group);
    } catch (RuntimeException | Error e) {
      Run.cannotBegin(group, e);
      throw e;
    }
    run.set(begun);
    if (interruption.hasCome()) {
      begun.interrupt();
    }
    RunResult result = begun.follow(directory);
    say((result.interrupted() ? "interrupted after epoch " : "done after epoch ")
        + result.epochs().size());
    return result.interrupted() ? interruption.exit().code() : Exit.OK.code();
  }

  private void say(String words) {
    people.println("rank " + rendezvous.rank() + " of " + rendezvous.ranks() + " on "
        + LocalAddress.hostName() + ": " + words);
  }

  /** Which is a pipe from rank 0: its end is the end of that process, however it came. */
  private static void endWithStandardInput() {
    Thread watch = new Thread(
        () -> {
          try {
            System.in.transferTo(OutputStream.nullOutputStream()); // nothing is said
          } catch (IOException e) {
            // broken, which is an end too
          }
          Runtime.getRuntime().halt(Exit.RANK.code());
        },
        "ockham-rank-0");
    watch.setDaemon(true);
    watch.start();
  }
}
