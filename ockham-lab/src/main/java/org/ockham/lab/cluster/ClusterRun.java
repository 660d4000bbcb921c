package org.ockham.lab.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Source;
import org.ockham.distributed.RankException;
import org.ockham.distributed.Wording;
import org.ockham.lab.Experiment;
import org.ockham.lab.Run;
import org.ockham.lab.RunDirectory;
import org.ockham.lab.RunResult;
import org.ockham.lab.Seeds;

/**
 * One run, computed by ranks of a cluster and kept in a directory of this machine, to the bits of one process with as many shards as all
 * ranks have.
 *
 * <pre>{@code
 * try (Cluster cluster = ClusterProvider.joined("spark://host:7077")) {
 *   cluster.makeRoom(4);
 *   new ClusterRun(cluster, Cache.standard(), 4, Duration.ofMinutes(10), null, new ClusterRunListener() {})
 *       .execute(experiment, RunDirectory.at(directory), "the nightly run", result -> {});
 * }
 * }</pre>
 */
public final class ClusterRun {

  private final RemoteRuns runs;
  private final int ranks;
  private final Duration timeout;
  private final Wording wording;
  private final @Nullable SharedDirectory shared;
  private final ClusterRunListener listener;

  /**
   * @param source where the data comes from on this machine
   * @param ranks how many compute it
   * @param timeout how long ranks wait for each other, to meet and in each exchange
   * @param shared where it keeps what it goes on from, also when it is asked for again; null for nowhere
   */
  public ClusterRun(
      Cluster cluster,
      Source source,
      int ranks,
      Duration timeout,
      @Nullable SharedDirectory shared,
      ClusterRunListener listener) {
    this(new RemoteRuns(cluster, source), ranks, timeout, Wording.JAVA, shared, listener);
  }

  private ClusterRun(
      RemoteRuns runs,
      int ranks,
      Duration timeout,
      Wording wording,
      @Nullable SharedDirectory shared,
      ClusterRunListener listener) {
    this.runs = runs;
    this.ranks = ranks;
    this.timeout = timeout;
    this.wording = wording;
    this.shared = shared;
    this.listener = listener;
  }

  /** The same with sentences that call the ranks' settings as its user gives them, if that is not in Java. */
  public ClusterRun wording(Wording wording) {
    return new ClusterRun(runs, ranks, timeout, wording, shared, listener);
  }

  /**
   * Has it computed, from the first step or from where the same run was in the shared directory, and keeps what it has written.
   *
   * @param experiment with the shards of each rank
   * @param command how it was started, to be noted there
   * @param judged is told of the result before it is written: where the disk is full, it is not lost
   * @return null if it was cut short
   * @throws ClusterException if it cannot be computed there
   * @throws RankException if ranks cannot meet
   * @see Run#execute(RunDirectory, String, Consumer)
   */
  public @Nullable RunResult execute(
      Experiment experiment, RunDirectory directory, String command, Consumer<RunResult> judged) {
    RankedRun run = new RankedRun(
        run(experiment), ranks, Math.max(1, experiment.shards()), timeout, wording, command);
    AtomicReference<@Nullable RunResult> result = new AtomicReference<>();
    directory.receive(experiment, command, ranks, () -> files(run, experiment, result, judged));
    SharedDirectory place = run.run().shared();
    if (result.get() != null && place != null) {
      RunPlace.delete(Path.of(place.path()));
    }
    return result.get();
  }

  private RemoteRun run(Experiment experiment) {
    RemoteRun run = new RemoteRun(
        experiment.variant().recipe() + "-" + experiment.variant().name() + "-seed"
            + experiment.seed(),
        experiment.variant().json(0), // the seeds are said beside it
        experiment.seed(),
        Seeds.of(experiment.seed()),
        null,
        true,
        true,
        true,
        runs.data(experiment.variant().data(), experiment.images(), true),
        runs.computedBy(),
        runs.needsClasses(),
        null,
        null);
    // Ranks may share the shards otherwise when it goes on.
    return shared == null
        ? run
        : run.in(shared.below(run.name(), run + " " + ranks * Math.max(1, experiment.shards())));
  }

  private Map<String, byte[]> files(
      RankedRun run,
      Experiment experiment,
      AtomicReference<@Nullable RunResult> result,
      Consumer<RunResult> judged) {
    RemoteOutcome outcome =
        runs.make(run, experiment.variant().data(), experiment.images(), listener);
    if (outcome == null) {
      return Map.of();
    }
    outcome.begunAnew().forEach(listener::begunAnew);
    outcome.rethrow();
    if (outcome.result() == null || outcome.files() == null) {
      return Map.of();
    }
    RunResult known = RunResult.of(outcome.result());
    result.set(known);
    judged.accept(known);
    return outcome.files().files();
  }

  /** Ends it after its step; what it has is kept in the shared directory, if there is one. For other threads, and signals. */
  public void interrupt() {
    runs.interrupt();
  }
}
