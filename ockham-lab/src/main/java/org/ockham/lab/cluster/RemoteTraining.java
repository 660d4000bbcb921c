package org.ockham.lab.cluster;

import static java.util.Objects.requireNonNull;

import java.io.File;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.ockham.checkpoint.CheckpointDirectory;
import org.ockham.data.DataException;
import org.ockham.data.NamedSet;
import org.ockham.data.Source;
import org.ockham.distributed.LocalAddress;
import org.ockham.file.DirectoryClaim;
import org.ockham.lab.Environment;
import org.ockham.lab.Experiment;
import org.ockham.lab.LabException;
import org.ockham.lab.Run;
import org.ockham.lab.RunResult;
import org.ockham.lab.TrialReports;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.evidence.Evidence;
import org.ockham.lab.recipe.Recipe;
import org.ockham.lab.recipe.Variant;
import org.ockham.search.storage.StorageException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The other side of a {@link Cluster}: makes runs that another machine asks for, to the bit as it would itself. What it cannot make so, it
 * refuses.
 */
public final class RemoteTraining {

  private static final Logger LOG = LoggerFactory.getLogger(RemoteTraining.class);

  /** Data that was opened in this process, by what it is: it is large, and all runs of a process share it. */
  private static final Map<String, SoftReference<NamedSet>> OPENED = new HashMap<>();

  /** There is no such data here. */
  static final class Lacking extends Exception {
    private static final long serialVersionUID = 1;

    Lacking(String sentence) {
      super(sentence);
    }
  }

  private final Function<String, @Nullable Shipment> shipments;
  private final Path scratch;

  /**
   * @param shipments gives what was shipped by a name, or null
   * @param scratch a folder of this process's own, in which files may be unpacked
   */
  public RemoteTraining(Function<String, @Nullable Shipment> shipments, Path scratch) {
    this.shipments = shipments;
    this.scratch = scratch;
  }

  /** Data that is open in this process already need not be opened again for runs in it. */
  public static void know(RemoteData data, NamedSet opened) {
    synchronized (OPENED) {
      OPENED.put(data.key(), new SoftReference<>(opened));
    }
  }

  /**
   * Makes a run. An interrupt of the thread ends it after its step.
   *
   * @param progress is told the share of it that is done
   */
  public RemoteOutcome run(RemoteRun run, DoubleConsumer progress) {
    List<String> begunAnew = new ArrayList<>();
    try {
      Experiment experiment = experiment(run);
      return run.trial() == null
          ? trained(run, experiment, progress, begunAnew)
          : reported(run, run.trial(), experiment, progress, begunAnew);
    } catch (Lacking e) {
      return RemoteOutcome.lacking(requireNonNull(e.getMessage()));
    } catch (StorageException e) {
      return RemoteOutcome.failed(
          new ClusterException(
              "host " + LocalAddress.hostName() + " cannot report to the study: " + e.getMessage(),
              e),
          begunAnew);
    } catch (RuntimeException | Error e) { // whose run it is judges it
      return RemoteOutcome.failed(e, begunAnew);
    }
  }

  /**
   * Computes one rank's part of a run. An interrupt of the thread ends all ranks after their step.
   *
   * @param gathering how it learns of the others
   * @param progress is told the share of the run that is done
   * @return of rank 0 what the run came to, of the others what has kept them from it, if anything has
   * @throws org.ockham.distributed.RankException if another rank is gone or does not answer: the run can be begun again
   */
  public RemoteOutcome run(RankedRun asked, Gathering gathering, DoubleConsumer progress) {
    return new RankTraining(asked, gathering, progress, scratch)
        .run(() -> experiment(asked.run())
            // One shard would have its products shared by threads, which have other last bits.
            .on(asked.shards(), asked.shardsOfAll() == 1 ? 1 : gathering.cores()));
  }

  private Experiment experiment(RemoteRun run) throws Lacking {
    refuseOtherMachine(run.computedBy());
    if (run.needsClasses()) {
      openClasses();
    }
    Variant variant = Recipe.ofJson(run.name(), run.recipe()).variant();
    return Experiment.sideBySide(
        variant, run.seed(), run.seeds(), run.fold(), data(variant, run.data()));
  }

  private RemoteOutcome trained(
      RemoteRun asked, Experiment experiment, DoubleConsumer progress, List<String> begunAnew) {
    AtomicReference<@Nullable Evidence> evidence = new AtomicReference<>();
    Run plain = Run.sideBySide(experiment, asked.isTested(), progress);
    RunResult result = execute(
        asked.isShown() ? plain.evidence(asked.isPictured(), evidence::set) : plain,
        asked,
        begunAnew);
    if (result.interrupted()) {
      return RemoteOutcome.cut();
    }
    Evidence gathered = evidence.get();
    return new RemoteOutcome(
        result.json(),
        gathered == null ? null : gathered.json(),
        null,
        null,
        false,
        begunAnew,
        null);
  }

  /** Reporting to a trial, which may give it up. */
  private RemoteOutcome reported(
      RemoteRun asked,
      RemoteTrial trial,
      Experiment experiment,
      DoubleConsumer progress,
      List<String> begunAnew) {
    try (JoinedTrial joined = JoinedTrial.of(trial).orElse(null)) {
      if (joined == null) {
        return RemoteOutcome.cut();
      }
      TrialReports reports = new TrialReports(joined.trial(), trial.objective());
      RunResult result = execute(
          Run.sideBySide(experiment, asked.isTested(), progress, reports), asked, begunAnew);
      return result.interrupted()
          ? RemoteOutcome.cut()
          : new RemoteOutcome(
              result.json(), null, null, null, reports.isPruned(result), begunAnew, null);
    }
  }

  private RunResult execute(Run run, RemoteRun asked, List<String> begunAnew) {
    SharedDirectory shared = asked.shared();
    if (shared == null) {
      return run.execute();
    }
    Path place = Path.of(shared.path());
    Path root = requireNonNull(place.getParent());
    if (!Files.isDirectory(root)) {
      throw RunPlace.missing(root);
    }
    try {
      Files.createDirectories(place);
      Optional<DirectoryClaim> claim = DirectoryClaim.attempt(place);
      if (claim.isEmpty()) { // of a process that was given up, but lives
        begunAnew.add(RunPlace.heldByAnother(place));
        return run.execute();
      }
      try (DirectoryClaim held = claim.get()) {
        Path checkpoint = checkpoint(place);
        if (CheckpointDirectory.exists(checkpoint)) {
          LOG.info("{} goes on from {}", asked.name(), checkpoint);
        }
        return run.checkpoints(shared.interval()).execute(checkpoint, begunAnew::add);
      }
    } catch (IOException e) {
      throw LabException.unwritable(place, e);
    }
  }

  /** Where a run keeps its checkpoint in the directory that is its own. */
  static Path checkpoint(Path place) {
    return place.resolve("checkpoint");
  }

  /** Deletes what a run whose result is kept could have gone on from, if it can be. */
  public static void discard(Path place) {
    Run.discard(checkpoint(place));
    try {
      Files.deleteIfExists(place.resolve(DirectoryClaim.FILE));
      Files.deleteIfExists(place);
    } catch (IOException e) {
      // It costs little room, and spoils nothing.
    }
  }

  private static void refuseOtherMachine(Map<String, Object> asked) {
    Map<String, Object> here = Environment.kernels();
    asked.forEach((what, theirs) -> {
      Object ours = here.get(what);
      if (!theirs.equals(ours)) {
        throw new ClusterException(
            "host " + LocalAddress.hostName() + " has " + what + " " + ours
                + ", but this machine " + theirs
                + ", so the last bits of its runs would be others: take machines that agree, or make them agree with"
                + " ATEN_CPU_CAPABILITY, ONEDNN_MAX_CPU_ISA and OPENBLAS_CORETYPE in the environment of all.");
      }
    });
  }

  /** Once in a process; the one that asks has them already if it is this one. */
  private void openClasses() {
    synchronized (OPENED) {
      if (Catalogue.opened().isEmpty()) {
        Shipment jars = requireNonNull(shipments.apply(RemoteRun.CLASSES), "shipped first");
        Path folder = jars.unpacked(scratch.resolve(RemoteRun.CLASSES));
        Catalogue.open(jars.files().keySet().stream()
            .map(name -> folder.resolve(name).toString())
            .collect(Collectors.joining(File.pathSeparator)));
      }
    }
  }

  private NamedSet data(Variant variant, RemoteData asked) throws Lacking {
    synchronized (OPENED) { // one opens it, the others wait
      SoftReference<NamedSet> known = OPENED.get(asked.key());
      NamedSet opened = known == null ? null : known.get();
      if (opened == null) {
        opened = open(variant, asked);
        know(asked, opened);
      }
      return opened;
    }
  }

  private NamedSet open(Variant variant, RemoteData asked) throws Lacking {
    String problem;
    Source source = asked.source();
    try {
      NamedSet here = source == null ? null : variant.data().open(source);
      if (here != null && asked.is(here)) {
        return here;
      }
      problem = here == null ? "lacks" : "has other samples in";
    } catch (DataException e) {
      problem = "lacks";
    }
    Shipment shipped = shipments.apply(asked.key());
    if (shipped == null) {
      throw new Lacking(
          "host " + LocalAddress.hostName() + " " + problem + " the data set " + asked.name()
              + " (looked for in " + asked.places()
              + "), and it cannot be sent there: put the files that this machine has into the same place.");
    }
    NamedSet opened =
        shipped.open(variant.data(), asked.name(), scratch.resolve("data-" + asked.key()));
    if (!asked.is(opened)) {
      throw new ClusterException(
          "host " + LocalAddress.hostName() + " was sent the data set " + asked.name()
              + ", but what arrived is not what this machine has: see whether its files change while they are read.");
    }
    return opened;
  }
}
