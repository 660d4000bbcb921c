package org.ockham.lab.tune;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataHash;
import org.ockham.data.NamedSet;
import org.ockham.lab.Experiment;
import org.ockham.lab.Run;
import org.ockham.lab.RunResult;
import org.ockham.lab.TrialReports;
import org.ockham.lab.recipe.Variant;
import org.ockham.search.Trial;

/** Trains on the threads of this process that evaluate the trials. */
final class TrainingHere implements TrialTraining {

  private final NamedSet images;
  private final long seed;
  private final String objective;
  private final @Nullable Path unfinished;
  private final String dataHash;
  private final Consumer<String> begunAnew;
  private final Set<Run> running = ConcurrentHashMap.newKeySet();
  private volatile boolean interrupted;

  /**
   * @param seed of every run
   * @param objective the metric that is reported
   * @param unfinished where trials under way keep what they can go on from; null for nowhere
   * @param begunAnew is told why a trial cannot go on
   */
  TrainingHere(
      NamedSet images,
      long seed,
      String objective,
      @Nullable Path unfinished,
      Consumer<String> begunAnew) {
    this.images = images;
    this.seed = seed;
    this.objective = objective;
    this.unfinished = unfinished;
    this.dataHash = unfinished == null ? "" : DataHash.of(images.train());
    this.begunAnew = begunAnew;
  }

  @Override
  public Trained train(Trial trial, Variant variant) throws InterruptedException {
    TrialReports reports = new TrialReports(trial, objective);
    Run run = Run.untested(Experiment.of(variant, seed, images), reports);
    running.add(run);
    try (UnfinishedTrial kept = UnfinishedTrial.of(unfinished, variant, seed, dataHash)) {
      if (interrupted) { // checked after the run can be interrupted, so that none slips through
        throw new InterruptedException();
      }
      RunResult result = kept.execute(run, begunAnew);
      if (result.interrupted()) {
        throw new InterruptedException();
      }
      return new Trained(result, reports.isPruned(result));
    } finally {
      running.remove(run);
    }
  }

  @Override
  public void interrupt() {
    interrupted = true;
    running.forEach(Run::interrupt);
  }
}
