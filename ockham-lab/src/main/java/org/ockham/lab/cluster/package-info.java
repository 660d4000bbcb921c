/**
 * Runs that are made on other machines: a {@link org.ockham.lab.cluster.Cluster} has them made, {@link
 * org.ockham.lab.cluster.RemoteTraining} makes them over there. Which cluster it is, no class here knows: a {@link
 * org.ockham.lab.cluster.ClusterProvider} on the class path does.
 */
@NullMarked
package org.ockham.lab.cluster;

import org.jspecify.annotations.NullMarked;
