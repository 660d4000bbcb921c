package org.ockham.lab.tune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.ockham.data.NamedSet;
import org.ockham.data.Source;
import org.ockham.lab.LabException;
import org.ockham.lab.TrialReports;
import org.ockham.lab.cluster.Cluster;
import org.ockham.lab.cluster.ClusterException;
import org.ockham.lab.cluster.SharedDirectory;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.SearchPlan;
import org.ockham.lab.recipe.SearchSpace;
import org.ockham.lab.recipe.Variant;
import org.ockham.lab.tune.TrainingThere.LostException;
import org.ockham.lab.tune.TrialTraining.Trained;
import org.ockham.search.Plan;
import org.ockham.search.Study;
import org.ockham.search.StudyResult;
import org.ockham.search.Trial;
import org.ockham.search.TrialCallback;
import org.ockham.search.TrialPruned;
import org.ockham.search.storage.Storage;
import org.ockham.search.storage.StorageUrl;
import org.ockham.search.trial.Direction;
import org.ockham.search.trial.FrozenTrial;
import org.ockham.search.trial.TrialState;
import org.ockham.tensor.EngineException;
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

  private static final String SETTINGS = "ockham:settings";

  private final Recipe recipe;
  private final Variant base;
  private final SearchPlan plan;
  private final SearchPlan.Strategy strategy;
  private final SearchSpace space;
  private final long seed;
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private final AtomicReference<@Nullable Search> searched = new AtomicReference<>();

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

  /** {@link #run(Storage, String, int, int, Source, TuningListener, Path) The same}, leaving nothing of a trial that is cut short. */
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
    StudyResult result = search(
        storage,
        name,
        trials,
        jobs,
        source,
        listener,
        (study, images) ->
            new TrainingHere(images, seed, plan.objective(), unfinished, listener::begunAnew));
    if (unfinished != null) {
      try {
        Files.deleteIfExists(unfinished);
      } catch (IOException e) {
        // There is none, or trials are left in it, or another process has some under way.
      }
    }
    return result;
  }

  /**
   * The same on a cluster, where each trial is a run: reported to the study's storage by the machine that makes it, and given up there by
   * the pruner. Settings are chosen and trials ended by this process alone, so the cluster's failures neither lose a trial nor double one.
   *
   * @param address the URL by which the storage was opened, and by which all machines of the cluster reach it
   * @param jobs how many runs at a time
   * @param cluster is left open
   * @param shared by which a trial whose machine is lost goes on where it was, and one that is queued again, too; null where it begins anew
   * @throws IllegalArgumentException if the storage is one that other machines do not reach
   * @throws ClusterException if no run can be made there any more; trials that ended are kept, those under way queued again
   */
  public StudyResult run(
      Storage storage,
      String address,
      String name,
      int trials,
      int jobs,
      Source source,
      TuningListener listener,
      Cluster cluster,
      @Nullable SharedDirectory shared) {
    requireShared(address, cluster);
    return search(
        storage,
        name,
        trials,
        jobs,
        source,
        listener,
        (study, images) -> new TrainingThere(
            cluster,
            study,
            address,
            source,
            images,
            base,
            seed,
            plan.objective(),
            strategy,
            shared,
            listener::begunAnew));
  }

  /**
   * Refuses a storage that the machines of a cluster would not reach. Where runs are made by threads of this process, any will do.
   *
   * @param address the storage's URL
   * @throws IllegalArgumentException if it is a file, or memory, of this machine
   */
  public static void requireShared(String address, Cluster cluster) {
    StorageUrl url = StorageUrl.parse(address);
    if (!cluster.isHere() && !url.scheme().equals("postgresql")) {
      throw new IllegalArgumentException("storage " + StorageUrl.withoutPassword(address)
          + " is this machine's own, and the machines of a cluster cannot report their trials to it: give"
          + " --storage postgresql://user@host/database");
    }
  }

  private StudyResult search(
      Storage storage,
      String name,
      int trials,
      int jobs,
      Source source,
      TuningListener listener,
      BiFunction<Study, NamedSet, TrialTraining> trainings) {
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
    Search search = new Search(opened, trainings.apply(opened, images));
    searched.set(search);
    if (interrupted.get()) { // between the first look and here
      search.interrupt();
    }
    StudyResult result;
    try {
      result = opened.optimize(
          trial -> evaluate(trial, search),
          Plan.upTo(budget > 0 ? Integer.MAX_VALUE : trials)
              .jobs(jobs)
              .catching(TrainingException.class, EngineException.class, LostException.class)
              .callback(new Bookkeeper(listener, before, ended, epochs, jobs)));
    } finally {
      searched.set(null);
    }
    ClusterException lost = search.lost.get();
    if (interrupted.get() || lost != null) {
      Thread.interrupted(); // a trial on this thread was interrupted; what follows is to be written
    }
    if (lost != null) {
      throw lost;
    }
    return result;
  }

  /** Ends it soon: runs under way are given up and queued again, finished ones are kept. For other threads, and signals. */
  public void interrupt() {
    interrupted.set(true);
    Search search = searched.get();
    if (search != null) {
      search.interrupt();
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

  private double evaluate(Trial trial, Search search) throws InterruptedException {
    Variant variant =
        recipe.with(space.settings(trial::suggest), "trial " + trial.number()).variant(base.name());
    try {
      Trained trained = search.training.train(trial, variant);
      if (trained == null) {
        return Double.NaN; // whoever ended the trial has said what it came to
      }
      if (trained.isPruned()) {
        throw new TrialPruned();
      }
      trial.setAttribute("bestEpoch", trained.result().bestEpoch());
      return trained.result().selected(plan.objective());
    } catch (ClusterException e) {
      // No fault of the trial: it is queued again, as all that are under way.
      search.lost.compareAndSet(null, e);
      search.interrupt();
      throw new InterruptedException();
    } catch (RuntimeException e) {
      if (e instanceof TrainingException
          || e instanceof EngineException
          || e instanceof LostException) {
        trial.setAttribute("failure", String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  /** A search under way. */
  private static final class Search {

    private final Study study;
    private final TrialTraining training;
    private final AtomicReference<@Nullable ClusterException> lost = new AtomicReference<>();

    Search(Study study, TrialTraining training) {
      this.study = study;
      this.training = training;
    }

    void interrupt() {
      training.interrupt();
      // It may be waiting for trials of other machines, with none of its own to interrupt.
      try {
        study.stop();
      } catch (IllegalStateException e) {
        // It has just ended, or begins: its first trial sees that it was interrupted.
      }
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
    return trial.userAttributes().get(TrialReports.EPOCHS) instanceof Number epochs
        ? epochs.intValue()
        : 0;
  }

  /** Counts what is done, tells the listener, and ends the study when its budget is spent. */
  private final class Bookkeeper implements TrialCallback {

    private final TuningListener listener;
    private Optional<FrozenTrial> best;
    private final int jobs;
    private int ended;
    private int epochs;

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
      // With those of other processes. Of the other jobs here some ended that are told of later.
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
