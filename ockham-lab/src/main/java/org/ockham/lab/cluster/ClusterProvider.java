package org.ockham.lab.cluster;

import java.util.ServiceLoader;

/** A kind of cluster, found by a {@link ServiceLoader}. */
public interface ClusterProvider {

  /**
   * Joins a cluster, and waits until it can make a run.
   *
   * @param master where it is, in its own words: {@code spark://host:7077}
   * @throws IllegalArgumentException if that is no such place
   * @throws ClusterException if it cannot be reached, or has no room
   */
  Cluster join(String master);

  /**
   * Joins a cluster by the provider that is on the class path.
   *
   * @throws ClusterException if there is none
   */
  static Cluster joined(String master) {
    return ServiceLoader.load(ClusterProvider.class)
        .findFirst()
        .orElseThrow(
            () -> new ClusterException(
                "runs on " + master
                    + " need ockham-spark, which is not on the class path: start Ockham by its launcher, which adds it, or add the module and Spark."))
        .join(master);
  }
}
