package org.ockham.lab.compare;

import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleConsumer;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Source;
import org.ockham.lab.RunResult;
import org.ockham.lab.cluster.Cluster;
import org.ockham.lab.cluster.RemoteOutcome;
import org.ockham.lab.cluster.RemoteRun;
import org.ockham.lab.cluster.RemoteRuns;
import org.ockham.lab.cluster.RemoteTraining;
import org.ockham.lab.cluster.SharedDirectory;
import org.ockham.lab.evidence.Evidence;
import org.ockham.lab.recipe.Variant;

/** Has the runs of a comparison made on a cluster; what is no run is done here. */
final class Dispatch implements Runner {

  private final Training here;
  private final RemoteRuns runs;
  private final long pictured;
  private final @Nullable SharedDirectory shared;
  private final Progress progress;
  private boolean isFolded;

  /**
   * @param source where the data comes from on this machine
   * @param pictured the seed whose runs keep images to show
   * @param shared where runs keep what they can go on from; null for nowhere
   * @param progress is told what a user should know of
   */
  Dispatch(
      Source source,
      long pictured,
      Cluster cluster,
      @Nullable SharedDirectory shared,
      Progress progress) {
    this.here = new Training(source, pictured, progress);
    this.runs = new RemoteRuns(cluster, source);
    this.pictured = pictured;
    this.shared = shared;
    this.progress = progress;
  }

  @Override
  public List<String> open(List<Variant> variants, boolean isFolded) {
    this.isFolded = isFolded;
    return here.open(variants, isFolded);
  }

  @Override
  public @Nullable RunResult run(Task task, @Nullable Path part, DoubleConsumer done) {
    RemoteRun described = described(task, part);
    RemoteRun run = shared == null ? described : described.in(place(shared, described, part));
    RemoteOutcome outcome = runs.make(run, task.variant().data(), here.data(task), done);
    if (outcome == null) {
      return null;
    }
    outcome.begunAnew().forEach(progress::begunAnew);
    outcome.rethrow();
    if (part != null && outcome.evidence() != null) {
      here.keep(Evidence.beside(part), outcome.evidence());
    }
    return outcome.result() == null ? null : RunResult.of(outcome.result());
  }

  /** All but where it keeps what it can go on from, which follows from the rest. */
  private RemoteRun described(Task task, @Nullable Path part) {
    return new RemoteRun(
        task.name(),
        task.variant().json(0), // the seeds are said beside it
        task.seed(),
        task.seeds(),
        task.fold(),
        task.isTested(),
        part != null && task.isShown(),
        task.seed() == pictured,
        runs.data(task.variant().data(), here.data(task), !isFolded),
        runs.computedBy(),
        runs.needsClasses(),
        null,
        null);
  }

  /** Where a run keeps, while it is under way, what it can go on from: only the same run of the same comparison can. */
  private static SharedDirectory place(SharedDirectory shared, RemoteRun run, @Nullable Path part) {
    return shared.below(
        run.name(), run + (part == null ? "" : part.toAbsolutePath().normalize().toString()));
  }

  @Override
  public RunResult constant(Task task) {
    return here.constant(task);
  }

  @Override
  public @Nullable Variant linear(Variant variant) {
    return here.linear(variant);
  }

  @Override
  public void kept(Task task, Path part) {
    if (shared != null) {
      RemoteTraining.discard(Path.of(place(shared, described(task, part), part).path()));
    }
  }

  @Override
  public void interrupt() {
    runs.interrupt();
  }
}
