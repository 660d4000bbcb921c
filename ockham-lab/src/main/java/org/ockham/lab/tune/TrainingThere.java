package org.ockham.lab.tune;

import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataHash;
import org.ockham.data.NamedSet;
import org.ockham.data.Source;
import org.ockham.lab.LabException;
import org.ockham.lab.RunResult;
import org.ockham.lab.Seeds;
import org.ockham.lab.cluster.Cluster;
import org.ockham.lab.cluster.JoinedTrial;
import org.ockham.lab.cluster.RemoteOutcome;
import org.ockham.lab.cluster.RemoteRun;
import org.ockham.lab.cluster.RemoteRuns;
import org.ockham.lab.cluster.RemoteTraining;
import org.ockham.lab.cluster.RemoteTrial;
import org.ockham.lab.cluster.SharedDirectory;
import org.ockham.lab.recipe.DataPlan;
import org.ockham.lab.recipe.SearchPlan;
import org.ockham.lab.recipe.Variant;
import org.ockham.search.Study;
import org.ockham.search.Trial;
import org.ockham.tensor.EngineException;
import org.ockham.train.TrainingException;

/**
 * Has the networks trained on a cluster. The trial stays this process's: here its settings are chosen and it is ended, once, however often
 * the cluster begins its run anew on another machine. Over there it is reported to and, by its pruner, given up.
 */
final class TrainingThere implements TrialTraining {

  /** A network takes the machine with it that trains it, wherever that is. */
  static final class LostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostException(LabException cause) {
      super(cause.getMessage(), cause);
    }
  }

  private final RemoteRuns runs;
  private final Study study;
  private final String address;
  private final DataPlan data;
  private final NamedSet opened;
  private final long seed;
  private final String objective;
  private final String pruner;
  private final Map<String, Integer> steps;
  private final @Nullable SharedDirectory shared;
  private final String dataHash;
  private final Consumer<String> begunAnew;

  /**
   * @param address of the study's storage, by which all machines reach it
   * @param source of the data, which is open here
   * @param base the variant whose other settings are kept
   * @param seed of every run
   * @param shared where trials under way keep what they can go on from; null for nowhere
   * @param begunAnew is told why a trial cannot go on
   */
  TrainingThere(
      Cluster cluster,
      Study study,
      String address,
      Source source,
      NamedSet opened,
      Variant base,
      long seed,
      String objective,
      SearchPlan.Strategy strategy,
      @Nullable SharedDirectory shared,
      Consumer<String> begunAnew) {
    this.runs = new RemoteRuns(cluster, source);
    this.study = study;
    this.address = address;
    this.data = base.data();
    this.opened = opened;
    this.seed = seed;
    this.objective = objective;
    this.pruner = strategy.pruner().json();
    this.steps = Strategies.steps(base.train());
    this.shared = shared;
    this.dataHash = shared == null ? "" : DataHash.of(opened.train());
    this.begunAnew = begunAnew;
  }

  @Override
  public @Nullable Trained train(Trial trial, Variant variant) throws InterruptedException {
    study.handOver(trial);
    SharedDirectory place = place(trial, variant);
    RemoteOutcome outcome = outcome(trial, variant, place);
    if (outcome == null) {
      throw new InterruptedException();
    }
    outcome.begunAnew().forEach(begunAnew);
    boolean isEnded = study.takeBack(trial).state().finished();
    if (place != null && (isEnded || isOver(outcome))) {
      RemoteTraining.discard(Path.of(place.path()));
    }
    if (isEnded) {
      return null;
    }
    outcome.rethrow();
    if (outcome.result() == null) {
      throw new InterruptedException();
    }
    return new Trained(RunResult.of(outcome.result()), outcome.isPruned());
  }

  /** Whether a training has come to its end, or would fail so again. */
  private static boolean isOver(RemoteOutcome outcome) {
    return outcome.result() != null
        || outcome.failure() instanceof TrainingException
        || outcome.failure() instanceof EngineException;
  }

  /** Where a trial by these settings keeps what it can go on from; another by the same may be under way beside it. */
  private @Nullable SharedDirectory place(Trial trial, Variant variant) {
    return shared == null
        ? null
        : new SharedDirectory(
            UnfinishedTrial.place(Path.of(shared.path()), variant, seed, dataHash) + "-"
                + trial.number(),
            shared.interval());
  }

  private @Nullable RemoteOutcome outcome(
      Trial trial, Variant variant, @Nullable SharedDirectory place) {
    RemoteTrial asked = new RemoteTrial(
        UUID.randomUUID().toString(),
        address,
        study.name(),
        trial.number(),
        objective,
        pruner,
        steps);
    JoinedTrial.know(asked, trial);
    try {
      return runs.make(run(asked, variant, place), data, opened, share -> {});
    } catch (LabException e) {
      throw new LostException(e);
    } finally {
      JoinedTrial.forget(asked);
    }
  }

  private RemoteRun run(RemoteTrial asked, Variant variant, @Nullable SharedDirectory place) {
    return new RemoteRun(
        asked.toString(),
        variant.json(0), // the seeds are said beside it
        seed,
        Seeds.of(seed),
        null,
        false,
        false,
        false,
        runs.data(data, opened, false),
        runs.computedBy(),
        runs.needsClasses(),
        asked,
        place);
  }

  @Override
  public void interrupt() {
    runs.interrupt();
  }
}
