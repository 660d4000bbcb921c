package org.ockham.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.cluster.SharedDirectory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that says where runs on a cluster keep what they can go on from on another machine. */
final class SharedOption {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--shared",
      paramLabel = "DIR",
      description =
          "With --on: a directory that all machines see, by which a run whose machine is lost goes on where it was.")
  private @Nullable Path shared;

  boolean isGiven() {
    return shared != null;
  }

  /**
   * The directory; null if runs begin anew.
   *
   * @param checkpoints how often they are written, which is for runs there alone
   */
  @Nullable
  SharedDirectory directory(ClusterOption on, CheckpointOption checkpoints) {
    if (shared == null) {
      if (checkpoints.isGiven()) {
        throw Mistake.of(spec, "--checkpoint-every is for runs in --shared: give both, or neither");
      }
      return null;
    }
    if (!on.isGiven() || !Files.isDirectory(shared)) {
      throw Mistake.of(
          spec,
          "--shared is " + shared
              + ", but must be a directory that all machines of --on see, this one too");
    }
    return new SharedDirectory(
        shared.toAbsolutePath().normalize().toString(), checkpoints.interval());
  }
}
