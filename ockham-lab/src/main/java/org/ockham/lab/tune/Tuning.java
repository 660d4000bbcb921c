package org.ockham.lab.tune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataHash;
import org.ockham.data.NamedSet;
import org.ockham.data.Source;
import org.ockham.lab.Experiment;
import org.ockham.lab.LabException;
import org.ockham.lab.Run;
import org.ockham.lab.RunResult;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.SearchPlan;
import org.ockham.lab.recipe.SearchSpace;
import org.ockham.lab.recipe.Variant;
import org.ockham.search.Plan;
import org.ockham.search.Study;
import org.ockham.search.StudyResult;
import org.ockham.search.Trial;
import org.ockham.search.TrialCallback;
import org.ockham.search.TrialPruned;
import org.ockham.search.storage.Storage;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;
import org.ockham.state.SavedState;
import org.ockham.tensor.EngineException;
import org.ockham.train.Callback;
import org.ockham.train.Fit;
import org.ockham.train.Monitor;
import org.ockham.train.TrainingException;

/**
 * A study over the settings of a recipe. A trial trains one variant with the settings that were chosen for it, on one engine
 * thread; its value is the objective in the epoch that the recipe selects. Trials see the validation set only: the test set is
 * for the one network that is trained with the settings that were found.
 *
 * <p>A study goes on where it was, whether its process ended, was interrupted or killed; settings other than those it was
 * made for are refused.
 */
public final class Tuning {

  /** The trial's attribute that says how many epochs it took. */
  public static final String EPOCHS = "epochs";

  private static final String SETTINGS = "ockham:settings";

  private static final String PRUNED = "pruned";

  private final Recipe recipe;
  private final Variant base;
  private final SearchPlan plan;
  private final SearchPlan.Strategy strategy;
  private final SearchSpace space;
  private final long seed;
  private final Set<Run> running = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private final AtomicReference<@Nullable Study> searched = new AtomicReference<>();

  /**
   * A search.
   *
   * @param recipe says what is searched
   * @param variant the variant whose other settings are kept
   * @param strategy how it is searched
   * @param seed of every run, so that trials differ by their settings alone, and of the sampler
   */
  public Tuning(Recipe recipe, String variant, SearchPlan.Strategy strategy, long seed) {
    this.recipe = recipe;
    this.base = recipe.variant(variant);
    this.plan = recipe.search();
    this.strategy = strategy;
    this.space = Strategies.space(plan, strategy);
    this.seed = seed;
  }

  /** Which values of the objective are better. */
  public Direction direction() {
    return Monitor.of(plan.objective()).maximize() ? Direction.MAXIMIZE : Direction.MINIMIZE;
  }

  /** {@link #run(Storage, String, int, int, Source, TuningListener, Path)}, leaving nothing of a trial that is cut short. */
  public StudyResult run(
      Storage storage, String name, int trials, int jobs, Source source, TuningListener listener) {
    return run(storage, name, trials, jobs, source, listener, null);
  }

  /**
   * Runs trials until the study has enough of them, or they took as many epochs as the recipe's budget. Other processes may run the
   * same search on the same storage: together they make one study, and each ends when it has its size.
   *
   * @param storage where the study is, or is made
   * @param name the study's name
   * @param trials how many trials it has in the end; without effect where the recipe has a budget
   * @param jobs how many runs at a time
   * @param source where the data comes from
   * @param unfinished a directory where trials under way keep what they can go on from: one that is cut short is queued again, and its
   *     training goes on there, in whatever process; null for none
   * @return all trials of the study
   * @throws LabException if the study was made for other settings
   */
  public StudyResult run(
      Storage storage,
      String name,
      int trials,
      int jobs,
      Source source,
      TuningListener listener,
      @Nullable Path unfinished) {
    Study opened = open(storage, name);
    NamedSet images = base.data().open(source);
    int budget = plan.budget();
    StudyResult before = opened.result();
    int epochs = epochs(before);
    int ended = before.settled();
    listener.started(budget > 0 ? budget : trials, budget > 0 ? epochs : ended);
    if (interrupted.get() || (budget > 0 && epochs >= budget)) {
      return before;
    }
    String dataHash = unfinished == null ? "" : DataHash.of(images.train());
    searched.set(opened);
    StudyResult result;
    try {
      result = opened.optimize(
          trial -> evaluate(trial, images, unfinished, dataHash, listener),
          Plan.upTo(budget > 0 ? Integer.MAX_VALUE : trials)
              .jobs(jobs)
              .catching(TrainingException.class, EngineException.class)
              .callback(new Bookkeeper(listener, before, ended, epochs, jobs)));
    } finally {
      searched.set(null);
    }
    if (interrupted.get()) {
      Thread.interrupted(); // a trial on this thread was interrupted; what follows is to be written
    }
    if (unfinished != null) {
      try {
        Files.deleteIfExists(unfinished);
      } catch (IOException e) {
        // Trials are left in it, or another process has some under way.
      }
    }
    return result;
  }

  /** Ends it soon: runs under way are given up and queued again, finished ones are kept. For other threads, and signals. */
  public void interrupt() {
    interrupted.set(true);
    this.running.forEach(Run::interrupt);
    Study study = searched.get();
    if (study != null) {
      try {
        study.stop(); // it may be waiting for trials of other machines, with none of its own to interrupt
      } catch (IllegalStateException e) {
        // It has just ended, or begins: its first trial sees that it was interrupted.
      }
    }
  }

  /** Whether it was ended from outside. */
  public boolean interrupted() {
    return interrupted.get();
  }

  /** The settings of a finished trial: a recipe's variant, which can be trained and tested. */
  public Variant variant(FrozenTrial trial) {
    return recipe
        .with(
            space.settings((parameter, distribution) -> {
              double value = trial.parameters().internal(parameter);
              if (!distribution.contains(value)) {
                throw new LabException("trial " + trial.number() + " has no value of " + parameter
                    + " within " + distribution + ": its study was made for another search space.");
              }
              return value;
            }),
            "trial " + trial.number())
        .variant(base.name());
  }

  /** The seed of every run. */
  public long seed() {
    return seed;
  }

  private Study open(Storage storage, String name) {
    Study opened = Study.create(
        name,
        storage,
        Strategies.sampler(strategy, seed),
        Strategies.pruner(strategy, base.train()),
        direction());
    Object made = opened.attributes().get(SETTINGS);
    String now = "seed " + seed + " " + base.settings() + " " + plan.objective() + " " + space;
    if (made == null) {
      opened.setAttribute(SETTINGS, now);
      opened.nameMetrics(plan.objective());
    } else if (!made.equals(now)) {
      throw new LabException(
          "study " + name
              + " was made for other settings, data or another search space: give --study another name.");
    }
    return opened;
  }

  private double evaluate(
      Trial trial,
      NamedSet images,
      @Nullable Path unfinished,
      String dataHash,
      TuningListener listener)
      throws InterruptedException {
    Variant variant =
        recipe.with(space.settings(trial::suggest), "trial " + trial.number()).variant(base.name());
    Reports reports = new Reports(trial, plan.objective());
    Run run = Run.untested(Experiment.of(variant, seed, images), reports);
    running.add(run);
    try (UnfinishedTrial kept = UnfinishedTrial.of(unfinished, variant, seed, dataHash)) {
      if (interrupted
          .get()) { // checked after the run can be interrupted, so that none slips through
        throw new InterruptedException();
      }
      RunResult result = kept.execute(run, listener::begunAnew);
      if (result.interrupted()) {
        throw new InterruptedException();
      }
      if (reports.isPruned() || PRUNED.equals(result.stopReason())) { // here, or before it went on
        throw new TrialPruned();
      }
      trial.setAttribute("bestEpoch", result.bestEpoch());
      return result.selected(plan.objective());
    } catch (RuntimeException e) {
      if (e instanceof TrainingException || e instanceof EngineException) {
        trial.setAttribute("failure", String.valueOf(e.getMessage()));
      }
      throw e;
    } finally {
      running.remove(run);
    }
  }

  /**
   * Reports each epoch's validation to a trial, and ends its training where the trial says so. Where training goes on that an earlier
   * trial of the same settings began, that one's epochs are reported first.
   */
  private static final class Reports implements Callback {

    private final Trial trial;
    private final String objective;
    private final SortedMap<Integer, Double> values = new TreeMap<>(); // by epoch
    private int epoch;
    private boolean isPruned;

    Reports(Trial trial, String objective) {
      this.trial = trial;
      this.objective = objective;
    }

    boolean isPruned() {
      return isPruned;
    }

    @Override
    public void onEpochEnd(Fit fit, Map<String, Double> metrics) {
      epoch = fit.epoch();
      trial.setAttribute(EPOCHS, epoch);
      Double value = metrics.get(objective);
      if (value != null) {
        values.put(epoch, value);
        trial.report(epoch, value);
        if (epoch < fit.maxEpochs() && trial.shouldPrune()) {
          isPruned = true;
          fit.stop(PRUNED);
        }
      }
    }

    @Override
    public SavedState state() {
      Map<String, @Nullable Object> reported = new LinkedHashMap<>();
      values.forEach((at, value) -> reported.put(Integer.toString(at), value));
      Map<String, @Nullable Object> all = new LinkedHashMap<>();
      all.put("epoch", (long) epoch);
      all.put("values", reported);
      return SavedState.of(all);
    }

    @Override
    public void restore(SavedState saved) {
      values.clear();
      saved
          .numbersOf("values")
          .forEach((at, value) -> values.put(Integer.parseInt(at), value)); // 10 comes after 9
      values.forEach(trial::report);
      epoch = (int) saved.whole("epoch");
      trial.setAttribute(EPOCHS, epoch);
    }
  }

  /** How many epochs the trials that ended took. One that another was queued for went on there, so the other's are its own too. */
  private static int epochs(StudyResult result) {
    Set<Integer> queuedAgain = new HashSet<>();
    for (FrozenTrial trial : result.trials()) {
      if (trial.systemAttributes().get(FrozenTrial.RETRY_HISTORY) instanceof List<?> history) {
        history.forEach(number -> {
          if (number instanceof Number one) {
            queuedAgain.add(one.intValue());
          }
        });
      }
    }
    return result.trials().stream()
        .filter(trial -> trial.state().finished() && !queuedAgain.contains(trial.number()))
        .mapToInt(Tuning::epochs)
        .sum();
  }

  /** How many epochs a trial took. */
  public static int epochs(FrozenTrial trial) {
    return trial.userAttributes().get(EPOCHS) instanceof Number epochs ? epochs.intValue() : 0;
  }

  /** Counts what is done, tells the listener, and ends the study when its budget is spent. */
  private final class Bookkeeper implements TrialCallback {

    private final TuningListener listener;
    private Optional<FrozenTrial> best;
    private int ended;
    private int epochs;
    private final int jobs;

    Bookkeeper(TuningListener listener, StudyResult before, int ended, int epochs, int jobs) {
      this.listener = listener;
      this.best = before.findBest();
      this.ended = ended;
      this.epochs = epochs;
      this.jobs = jobs;
    }

    @Override
    public void after(Study study, FrozenTrial trial) {
      StudyResult now = study.result();
      // Those of other processes, too; but of the other jobs here some may have ended that are told of later.
      ended = Math.max(ended + 1, now.settled() - jobs + 1);
      if (plan.budget() > 0) {
        epochs = epochs(now); // not a sum: a trial may have been queued for another
      }
      if (trial.state() == TrialState.COMPLETE
          && (best.isEmpty()
              || direction().loss(trial.value()) < direction().loss(best.get().value()))) {
        best = Optional.of(trial);
      }
      listener.ended(trial, plan.budget() > 0 ? epochs : ended, best, study::result);
      if (plan.budget() > 0 && epochs >= plan.budget()) {
        study.stop();
      }
    }
  }
}
