/**
 * What hands a command of one machine to several: manifests for Kubernetes and scripts for Slurm. Start at {@link
 * org.ockham.lab.cluster.Work}, which {@link org.ockham.lab.cluster.KubernetesManifest} and {@link
 * org.ockham.lab.cluster.SlurmScript} write down.
 */
@NullMarked
package org.ockham.lab.cluster;

import org.jspecify.annotations.NullMarked;
