package org.ockham.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ockham.callback.ProgressLines;
import org.ockham.data.Source;
import org.ockham.lab.Experiment;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.RunResult;
import org.ockham.lab.cluster.Cluster;
import org.ockham.lab.cluster.ClusterException;
import org.ockham.lab.cluster.ClusterRun;
import org.ockham.lab.cluster.ClusterRunListener;
import org.ockham.lab.cluster.SharedDirectory;

/**
 * A run whose ranks a cluster begins, before a person's eyes: how far it is as it goes, its epochs when it is over.
 *
 * @param screen where
 * @param json whether the result is printed as JSON
 * @param ranks how many compute it
 * @param timeout how long they wait for each other
 * @param shared where it keeps what it goes on from; null for nowhere
 */
record ClusterTraining(
    Screen screen,
    boolean json,
    Cluster cluster,
    int ranks,
    Duration timeout,
    @Nullable SharedDirectory shared) {

  /** Has it computed; returns the exit code. */
  int run(
      Experiment experiment,
      Source source,
      RunDirectory directory,
      String command,
      Consumer<RunResult> judged) {
    PrintStream out = screen.progress(json);
    JobProgress progress = JobProgress.on(screen, out, "run");
    ClusterRunListener listener = new ClusterRunListener() {
      @Override
      public void advanced(double share) {
        progress.advanced(share);
      }

      @Override
      public void begunAgain(String why) {
        screen.err().println("ockham: a rank was lost, and all begin again: " + Screen.line(why));
      }

      @Override
      public void begunAnew(String why) {
        screen.err().println("ockham: the run began anew: " + Screen.line(why));
      }
    };
    ClusterRun run = new ClusterRun(cluster, source, ranks, timeout, shared, listener)
        .wording(RankOptions.WORDING);
    RunResult result;
    Interruption interruption =
        Interruption.of(screen, "all ranks end after this step", run::interrupt);
    try (progress;
        interruption) {
      progress.started(1, 0);
      result = run.execute(experiment, directory, command, judged);
    } catch (ClusterException e) {
      if (shared != null) {
        screen.say(screen.err(), goesOn(shared));
      }
      throw e;
    }
    if (result == null) {
      screen.say(
          screen.people(json),
          shared == null
              ? "interrupted, and nothing of it is kept: with --shared DIR it could go on"
              : "interrupted: " + goesOn(shared));
      return interruption.exit().code();
    }
    int epochs = experiment.variant().train().epochs();
    result
        .epochs()
        .forEach(each ->
            out.println(ProgressLines.line(each.epoch(), epochs, each.metrics(), each.seconds())));
    if (result.stopReason() != null) {
      out.println("stopped after epoch " + result.epochs().size() + ": " + result.stopReason());
    }
    return Exit.OK.code();
  }

  private static String goesOn(SharedDirectory shared) {
    return "the same command, with --shared " + shared.path() + ", goes on from where it was";
  }
}
