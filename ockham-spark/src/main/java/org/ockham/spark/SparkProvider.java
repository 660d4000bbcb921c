package org.ockham.spark;

import org.ockham.lab.cluster.Cluster;
import org.ockham.lab.cluster.ClusterProvider;

/** Spark, for whoever asks for a cluster by the address of its master. */
public final class SparkProvider implements ClusterProvider {

  /** For the service loader. */
  public SparkProvider() {}

  @Override
  public Cluster join(String master) {
    return SparkCluster.join(master);
  }
}
