/**
 * What hands a command of one machine to several: manifests for Kubernetes and scripts for Slurm. Start at {@link
 * org.ockham.lab.manifest.Work}, which {@link org.ockham.lab.manifest.KubernetesManifest} and {@link
 * org.ockham.lab.manifest.SlurmScript} write down.
 */
@NullMarked
package org.ockham.lab.manifest;

import org.jspecify.annotations.NullMarked;
