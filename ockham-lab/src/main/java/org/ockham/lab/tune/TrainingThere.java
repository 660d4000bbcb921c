package org.ockham.lab.tune;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
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
import org.ockham.lab.cluster.RemoteTrial;
import org.ockham.lab.recipe.DataPlan;
import org.ockham.lab.recipe.SearchPlan;
import org.ockham.lab.recipe.Variant;
import org.ockham.search.Study;
import org.ockham.search.Trial;

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

  /**
   * @param address of the study's storage, by which all machines reach it
   * @param source of the data, which is open here
   * @param base the variant whose other settings are kept
   * @param seed of every run
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
      SearchPlan.Strategy strategy) {
    this.runs = new RemoteRuns(cluster, source);
    this.study = study;
    this.address = address;
    this.data = base.data();
    this.opened = opened;
    this.seed = seed;
    this.objective = objective;
    this.pruner = strategy.pruner().json();
    this.steps = Strategies.steps(base.train());
  }

  @Override
  public @Nullable Trained train(Trial trial, Variant variant) throws InterruptedException {
    study.handOver(trial);
    RemoteOutcome outcome = outcome(trial, variant);
    if (outcome == null) {
      throw new InterruptedException();
    }
    if (study.takeBack(trial).state().finished()) {
      return null;
    }
    outcome.rethrow();
    if (outcome.result() == null) {
      throw new InterruptedException();
    }
    return new Trained(RunResult.of(outcome.result()), outcome.isPruned());
  }

  private @Nullable RemoteOutcome outcome(Trial trial, Variant variant) {
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
      return runs.make(run(asked, variant), data, opened, share -> {});
    } catch (LabException e) {
      throw new LostException(e);
    } finally {
      JoinedTrial.forget(asked);
    }
  }

  private RemoteRun run(RemoteTrial asked, Variant variant) {
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
        null);
  }

  @Override
  public void interrupt() {
    runs.interrupt();
  }
}
