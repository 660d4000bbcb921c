package org.ockham.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.ockham.distributed.Rendezvous;
import org.ockham.distributed.Wording;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options that say which of several processes this one is, and where they meet; without them it is alone. */
final class RankOptions {

  /** In place of an address: what PyTorch's launcher says in the environment. */
  private static final String ENVIRONMENT = "env";

  static final Wording WORDING =
      new Wording("--rank-timeout SECONDS", "GLOO_SOCKET_IFNAME in the environment");

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--ranks",
      paramLabel = "N",
      description = {
        "Compute in N processes, each --shards parts of each batch, 1 if not given; to the bits of one process with as many shards.",
        "They are started on this machine, unless --rendezvous says that each is started by itself, or --on where a cluster"
            + " starts them."
      })
  private @Nullable Integer ranks;

  @Option(
      names = "--rendezvous",
      paramLabel = "HOST:PORT|env",
      description = {
        "Where ranks on several machines meet: an address of rank 0's machine, the same for all, with --rank and --ranks.",
        "env: as MASTER_ADDR, MASTER_PORT, RANK and WORLD_SIZE say, which torchrun sets."
      })
  private @Nullable String rendezvous;

  @Option(
      names = "--rank",
      paramLabel = "K",
      description = "Which rank this process is, from 0; rank 0 writes the run and reports.")
  private @Nullable Integer rank;

  @Option(
      names = "--rank-timeout",
      paramLabel = "SECONDS",
      description =
          "How long ranks wait for each other, to meet and in each exchange. Default: 600.")
  private @Nullable Double timeout;

  @Option(
      names = "--launched",
      hidden = true,
      description = "Started by rank 0, whose end is this one's too.")
  private boolean launched;

  /** Whether a word of a command line is one of these, which other commands than train do not have. */
  static boolean isOne(String word) {
    return word.matches("--(ranks?|rank-timeout|rendezvous)(=.*)?");
  }

  /** How many; null if it is not said. */
  @Nullable
  Integer count() {
    return ranks;
  }

  /** Whether this process was started by rank 0, on the same machine. */
  boolean isLaunched() {
    return launched;
  }

  /** How long ranks wait for each other. */
  Duration timeout() {
    return timeout == null
        ? Rendezvous.STANDARD_TIMEOUT
        : Duration.ofMillis((long) (timeout * 1000));
  }

  /** With the time limit that is given, and sentences that name it as it is given here. */
  Rendezvous limited(Rendezvous meeting) {
    return meeting.wording(WORDING).timeout(timeout());
  }

  /** Where this process meets others that were started as it was; null if it is alone, or is to start them. */
  @Nullable
  Rendezvous rendezvous() {
    refuseBadNumbers();
    if (rendezvous == null) {
      if (rank != null) {
        throw Mistake.of(
            spec,
            "--rank " + rank + " is one of several processes, but not where they meet:"
                + " give --rendezvous HOST:PORT and --ranks N too, or --ranks N alone to have all of them started here");
      }
      return null;
    }
    try {
      return limited(meeting(rendezvous));
    } catch (IllegalArgumentException e) {
      throw Mistake.of(spec, "--rendezvous " + rendezvous + ": " + e.getMessage());
    }
  }

  private Rendezvous meeting(String place) {
    if (place.equals(ENVIRONMENT)) {
      if (rank != null || ranks != null) {
        throw Mistake.of(
            spec,
            "--rendezvous env takes rank and ranks from RANK and WORLD_SIZE: leave --rank and --ranks out");
      }
      return checked(Rendezvous.fromEnvironment(System.getenv()));
    }
    if (rank == null || ranks == null) {
      throw Mistake.of(
          spec,
          "--rendezvous " + place
              + " is where several processes meet: say with --rank K and --ranks N which of how many this is");
    }
    return checked(Rendezvous.at(place).rank(rank).ranks(ranks));
  }

  private Rendezvous checked(Rendezvous meeting) {
    if (meeting.rank() >= meeting.ranks()) {
      throw Mistake.of(
          spec,
          "rank " + meeting.rank() + " of " + meeting.ranks() + " ranks: it must lie between 0 and "
              + (meeting.ranks() - 1));
    }
    return meeting;
  }

  /** How many a cluster is to start; 1 if it is not said. */
  int onCluster() {
    if (rendezvous != null || rank != null) {
      throw Mistake.of(
          spec,
          (rendezvous == null ? "--rank" : "--rendezvous")
              + " is for ranks that are started one by one, but a cluster starts them together: leave it out, or --on");
    }
    refuseBadNumbers();
    return ranks == null ? 1 : ranks;
  }

  private void refuseBadNumbers() {
    if (ranks != null && ranks < 1) {
      throw Mistake.of(spec, "--ranks is " + ranks + ", but must be at least 1");
    }
    if (timeout != null && !(timeout >= 0.001 && timeout <= 1e6)) {
      throw Mistake.of(
          spec,
          "--rank-timeout is " + timeout
              + ", but must be a number of seconds from 0.001 to 1000000");
    }
  }
}
