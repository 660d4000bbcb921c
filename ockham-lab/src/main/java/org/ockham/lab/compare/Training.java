package org.ockham.lab.compare;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ockham.data.DataCheck;
import org.ockham.data.DataHash;
import org.ockham.data.DataReport;
import org.ockham.data.Datasets;
import org.ockham.data.NamedSet;
import org.ockham.data.Source;
import org.ockham.lab.Experiment;
import org.ockham.lab.LabException;
import org.ockham.lab.OutputDirectory;
import org.ockham.lab.Run;
import org.ockham.lab.RunResult;
import org.ockham.lab.baseline.Baselines;
import org.ockham.lab.evidence.Evidence;
import org.ockham.lab.recipe.DataPlan;
import org.ockham.lab.recipe.TableFile;
import org.ockham.lab.recipe.Variant;

/** Trains the runs of a comparison, each on one engine thread. */
final class Training implements Runner {

  /** Of the hash of the data, in the name of a checkpoint. */
  private static final int HASH_LENGTH = 12;

  /** How many samples are named that two parts have in common. */
  private static final int EXAMPLES = 5;

  /** All that opened data depends on; what several variants use is held once. */
  private record Part(
      Datasets.Listing set,
      TableFile table,
      org.ockham.lab.recipe.@Nullable Task fileTask,
      int limit,
      int testLimit) {

    static Part of(DataPlan data) {
      return new Part(data.set(), data.table(), data.fileTask(), data.limit(), data.testLimit());
    }
  }

  private final Source source;
  private final long pictured;
  private final Progress progress;
  private final Map<Part, NamedSet> opened = new LinkedHashMap<>();
  private final Map<NamedSet, String> hashes = new ConcurrentHashMap<>();
  private final Set<Run> running = ConcurrentHashMap.newKeySet();
  private volatile boolean interrupted;

  /**
   * @param pictured the seed whose runs keep images to show
   * @param progress is told what a user should know of
   */
  Training(Source source, long pictured, Progress progress) {
    this.source = source;
    this.pictured = pictured;
    this.progress = progress;
  }

  @Override
  public List<String> open(List<Variant> variants, boolean isFolded) {
    for (Variant variant : variants) {
      opened.computeIfAbsent(Part.of(variant.data()), part -> variant.data().open(source));
    }
    Set<String> notices = new LinkedHashSet<>();
    opened.values().forEach(images -> notices.addAll(shared(images, isFolded)));
    return List.copyOf(notices);
  }

  /** Samples that are tested on, but may have been trained on too. */
  static List<String> shared(NamedSet images, boolean isFolded) {
    List<DataCheck.Part> parts =
        new ArrayList<>(List.of(new DataCheck.Part("train", images.train())));
    if (!isFolded) {
      parts.add(new DataCheck.Part("test", images.test()));
    }
    List<DataReport.Pair> pairs =
        DataCheck.standard().similarity(1).of(parts).equal("train", isFolded ? "train" : "test");
    if (pairs.isEmpty()) {
      return List.of();
    }
    String examples = pairs.stream()
            .limit(EXAMPLES)
            .map(DataReport.Pair::toString)
            .collect(Collectors.joining(", "))
        + (pairs.size() > EXAMPLES ? ", …" : "");
    return List.of(
        isFolded
            ? pairs.size() + " of the " + images.train().size() + " training samples of "
                + images.name() + " repeat another (" + examples
                + "), so a fold is tested on some that were trained on: leave them out."
            : pairs.size() + " of the " + images.test().size() + " test samples of "
                + images.name() + " are training samples too (" + examples
                + "): they may be remembered, not recognised; leave them out.");
  }

  @Override
  public @Nullable RunResult run(Task task, @Nullable Path part, DoubleConsumer done) {
    Experiment experiment = experiment(task);
    Run plain = Run.sideBySide(experiment, task.isTested(), done);
    Run run = part == null || !task.isShown()
        ? plain
        : plain.evidence(
            task.seed() == pictured, evidence -> keep(Evidence.beside(part), evidence.json()));
    running.add(run);
    try {
      if (interrupted) { // checked after the run can be interrupted, so that none slips through
        return null;
      }
      RunResult result =
          part == null ? run.execute() : run.execute(checkpoint(task, part), progress::begunAnew);
      return result.interrupted() ? null : result;
    } finally {
      running.remove(run);
    }
  }

  @Override
  public RunResult constant(Task task) {
    return Baselines.constant(experiment(task));
  }

  @Override
  public @Nullable Variant linear(Variant variant) {
    return Baselines.linear(variant);
  }

  private Experiment experiment(Task task) {
    return Experiment.sideBySide(
        task.variant(), task.seed(), task.seeds(), task.fold(), data(task));
  }

  /** The data of a run, opened. */
  NamedSet data(Task task) {
    return requireNonNull(opened.get(Part.of(task.variant().data())));
  }

  void keep(Path file, String text) {
    try {
      OutputDirectory.write(file, text);
    } catch (LabException e) {
      progress.unkept(e);
    }
  }

  @Override
  public void kept(Task task, Path part) {
    Run.discard(checkpoint(task, part));
  }

  /** Where a run keeps, while it is under way on this data, what it can go on from: on other data nothing can. */
  private Path checkpoint(Task task, Path part) {
    NamedSet images = data(task);
    String hash = hashes.computeIfAbsent(images, each -> DataHash.of(each.train()));
    return part.resolveSibling(task.name() + "-" + hash.substring(0, HASH_LENGTH) + ".checkpoint");
  }

  @Override
  public void interrupt() {
    interrupted = true;
    running.forEach(Run::interrupt);
  }
}
