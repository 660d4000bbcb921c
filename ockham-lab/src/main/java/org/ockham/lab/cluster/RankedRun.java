package org.ockham.lab.cluster;

import java.io.Serializable;
import java.time.Duration;
import org.ockham.distributed.Wording;

/**
 * A run that several ranks compute together, each a task of the cluster.
 *
 * @param run what they compute
 * @param ranks how many there are; one is a run of one task
 * @param shards of each rank
 * @param timeout how long ranks wait for each other, to meet and in each exchange
 * @param wording how settings of that are called where the user gives them
 * @param command how it was started, to be noted with it
 */
public record RankedRun(
    RemoteRun run, int ranks, int shards, Duration timeout, Wording wording, String command)
    implements Serializable {

  public RankedRun {
    if (ranks < 1 || shards < 1) {
      throw new IllegalArgumentException(
          "ranks is " + ranks + " and shards is " + shards + ": both must be at least 1");
    }
  }

  /** The parts that each batch is cut into by all of them. */
  int shardsOfAll() {
    return ranks * shards;
  }
}
