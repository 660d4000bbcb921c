package org.ockham.cli;

import org.jspecify.annotations.Nullable;
import org.ockham.lab.cluster.Cluster;
import org.ockham.lab.cluster.ClusterProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that says where runs are made, if not in this process. */
final class ClusterOption {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--on",
      paramLabel = "MASTER",
      description = {
        "Have the work done by a Spark cluster, where its master is: spark://host:7077, local[4], yarn, k8s://host:443.",
        "It comes to the same bits there. compare and tune have --jobs runs made at a time, as many as there is room for if not"
            + " given; train has one computed by --ranks tasks together."
      })
  private @Nullable String master;

  boolean isGiven() {
    return master != null;
  }

  /** Joins it; null if there is none. */
  @Nullable
  Cluster join(Screen screen) {
    if (master == null) {
      return null;
    }
    screen.err().println("joining " + master);
    try {
      return ClusterProvider.joined(master);
    } catch (IllegalArgumentException e) {
      throw Mistake.of(spec, "--on is '" + master + "', but " + e.getMessage());
    }
  }
}
