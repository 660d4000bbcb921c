package org.ockham.lab.cluster;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.ockham.data.NamedSet;
import org.ockham.data.Source;
import org.ockham.distributed.RankException;
import org.ockham.lab.Environment;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.recipe.DataPlan;

/** Has the runs of one piece of work made on a cluster, and sends what they need after them: the user's classes, and data that is not there. */
public final class RemoteRuns {

  private final Cluster cluster;
  private final Source source;
  private final Map<String, Object> computedBy = Environment.kernels();
  private final Map<NamedSet, RemoteData> data = new ConcurrentHashMap<>();
  private final Map<String, Boolean> shipped = new ConcurrentHashMap<>();
  private volatile boolean interrupted;

  /** @param source where the data comes from on this machine */
  public RemoteRuns(Cluster cluster, Source source) {
    this.cluster = cluster;
    this.source = source;
    if (needsClasses()) {
      cluster.ship(RemoteRun.CLASSES, Shipment.ofClasses(Catalogue.opened()));
    }
  }

  /** Version, engine and kernels of this machine. */
  public Map<String, Object> computedBy() {
    return computedBy;
  }

  /** Whether a recipe may name classes of the user's. */
  public boolean needsClasses() {
    return !Catalogue.opened().isEmpty();
  }

  /**
   * What data that is open here is, to the machines that look for it.
   *
   * @param isTested whether any run looks at its test samples
   */
  public RemoteData data(DataPlan plan, NamedSet opened, boolean isTested) {
    return data.computeIfAbsent(opened, each -> {
      RemoteData of = RemoteData.of(plan, each, source, isTested);
      RemoteTraining.know(of, each);
      return of;
    });
  }

  /**
   * Has a run made, and waits for it.
   *
   * @param plan of its data
   * @param opened its data, as it is open here
   * @param progress is told now and then which share of it is done
   * @return what came of it, but for its data, which is there; null if it was cut short
   * @throws ClusterException if no run can be made there any more, or its data cannot be had there
   */
  public @Nullable RemoteOutcome make(
      RemoteRun run, DataPlan plan, NamedSet opened, DoubleConsumer progress) {
    List<RemoteOutcome> outcomes = made(run.data(), plan, opened, () -> {
      RemoteOutcome outcome = cluster.run(run, progress);
      return outcome == null ? null : List.of(outcome);
    });
    return outcomes == null ? null : outcomes.get(0);
  }

  /**
   * Has a run computed by ranks, and waits for it.
   *
   * @param plan of its data
   * @param opened its data, as it is open here
   * @param listener is told how far it is
   * @return what came of it on rank 0, or on the one that has failed; null if it was cut short
   * @throws ClusterException if it cannot be computed there, or its data cannot be had there
   */
  @Nullable
  RemoteOutcome make(RankedRun run, DataPlan plan, NamedSet opened, ClusterRunListener listener) {
    List<RemoteOutcome> outcomes = made(
        run.run().data(),
        plan,
        opened,
        () -> cluster.run(run, listener::advanced, listener::begunAgain));
    return outcomes == null ? null : decisive(outcomes);
  }

  /** Makes it, again if its data had to be sent after it; null if it was cut short. */
  private @Nullable List<RemoteOutcome> made(
      RemoteData of,
      DataPlan plan,
      NamedSet opened,
      Supplier<@Nullable List<RemoteOutcome>> making) {
    if (interrupted) {
      return null;
    }
    List<RemoteOutcome> outcomes = making.get();
    String lacking = lacking(outcomes);
    if (lacking != null) {
      ship(of, plan, opened, lacking);
      outcomes = making.get();
      lacking = lacking(outcomes);
      if (lacking != null) {
        throw new ClusterException(lacking);
      }
    }
    return outcomes;
  }

  private static @Nullable String lacking(@Nullable List<RemoteOutcome> outcomes) {
    return outcomes == null
        ? null
        : outcomes.stream()
            .map(RemoteOutcome::lacking)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null);
  }

  /** Where one fails, others may only have heard of it. */
  private static RemoteOutcome decisive(List<RemoteOutcome> outcomes) {
    List<RemoteOutcome> failed =
        outcomes.stream().filter(each -> each.failure() != null).toList();
    return failed.stream()
        .filter(each -> !(each.failure() instanceof RankException))
        .findFirst()
        .orElse(failed.isEmpty() ? outcomes.get(0) : failed.get(0));
  }

  /** Sends the data after those who lack it, once. */
  private void ship(RemoteData of, DataPlan plan, NamedSet opened, String lacking) {
    shipped.computeIfAbsent(of.key(), key -> {
      Optional<Shipment> shipment = Shipment.of(plan, opened, source);
      cluster.ship(key, shipment.orElseThrow(() -> new ClusterException(lacking)));
      return true;
    });
  }

  /** Cuts short what is under way, and all that comes. */
  public void interrupt() {
    interrupted = true;
    cluster.interrupt();
  }
}
