package org.ockham.lab.cluster;

import java.util.List;

/** How the tasks of a {@link RankedRun} that a cluster has begun together learn of each other. */
public interface Gathering {

  /** Which rank this task is, from 0. */
  int rank();

  /** Its machine, by a name or an address by which the others reach it. */
  String host();

  /** How many cores it may use. */
  int cores();

  /**
   * What each says, by rank; all say something, the same number of times.
   *
   * @throws ClusterException if one says nothing for too long
   */
  List<String> gather(String word);
}
