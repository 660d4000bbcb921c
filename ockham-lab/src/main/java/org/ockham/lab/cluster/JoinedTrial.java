package org.ockham.lab.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.catalogue.Catalogue;
import org.ockham.lab.catalogue.Kind;
import org.ockham.search.Study;
import org.ockham.search.Trial;
import org.ockham.search.pruner.Pruner;
import org.ockham.search.sampler.Random;
import org.ockham.search.storage.Storage;

/** A trial where its run is made: the process's own, or one that another process has under way. */
public final class JoinedTrial implements AutoCloseable {

  /** The trials that this process has under way and has runs made for. */
  private static final Map<String, Trial> OWN = new ConcurrentHashMap<>();

  /** Open as long as this process lives, for it makes many runs of one study; a connection that nobody uses is closed before. */
  private static final Map<List<Object>, Study> STUDIES = new HashMap<>();

  private final Trial trial;
  private final @Nullable Study joined;

  private JoinedTrial(Trial trial, @Nullable Study joined) {
    this.trial = trial;
    this.joined = joined;
  }

  /** A trial of this process: runs that are made for it here need not open its storage, which may be memory. */
  public static void know(RemoteTrial asked, Trial own) {
    OWN.put(asked.key(), own);
  }

  /** No more runs are made for it. */
  public static void forget(RemoteTrial asked) {
    OWN.remove(asked.key());
  }

  /** The trial, to report to; empty if it is not under way any more. */
  static Optional<JoinedTrial> of(RemoteTrial asked) {
    Trial own = OWN.get(asked.key());
    if (own != null) {
      return Optional.of(new JoinedTrial(own, null));
    }
    Study study = study(asked);
    return study.join(asked.number()).map(trial -> new JoinedTrial(trial, study));
  }

  private static synchronized Study study(RemoteTrial asked) {
    return STUDIES.computeIfAbsent(
        List.of(asked.storage(), asked.study(), asked.pruner(), asked.steps()), key -> {
          Pruner pruner =
              Catalogue.standard().ofJson(Kind.PRUNER, asked.pruner()).make(asked.steps());
          // What the trial is to be has been chosen; nobody asks this sampler.
          return Study.open(
              asked.study(), Storage.existing(asked.storage()), Random.seeded(0), pruner);
        });
  }

  Trial trial() {
    return trial;
  }

  /** Leaves it to who has it under way, with what was reported. */
  @Override
  public void close() {
    if (joined == null) {
      return;
    }
    boolean wasInterrupted = Thread.interrupted(); // which would keep a connection from it
    try {
      joined.leave(trial);
    } finally {
      if (wasInterrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
