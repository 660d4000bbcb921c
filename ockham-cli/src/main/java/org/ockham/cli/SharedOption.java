package org.ockham.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.ockham.lab.cluster.SharedDirectory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that says where runs on a cluster keep what they can go on from. */
final class SharedOption {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--shared",
      paramLabel = "DIR",
      description =
          "With --on: a directory that all machines see, by which a run whose machine is lost goes on where it was.")
  private @Nullable Path directory;

  boolean isGiven() {
    return directory != null;
  }

  /** The directory; null if there is none. */
  @Nullable
  SharedDirectory directory(ClusterOption on, CheckpointOption checkpoints) {
    if (directory == null) {
      return null;
    }
    if (!on.isGiven() || !Files.isDirectory(directory)) {
      throw usage("--shared is " + directory
          + ", but must be a directory that all machines of --on see, this one too");
    }
    return new SharedDirectory(
        directory.toAbsolutePath().normalize().toString(), checkpoints.interval());
  }

  /** Refuses to say how often what is not kept is kept. */
  void refuseAlone(CheckpointOption checkpoints) {
    if (checkpoints.isGiven() && directory == null) {
      throw usage("--checkpoint-every is for runs in --shared: give both, or neither");
    }
  }

  private CommandLine.ParameterException usage(String sentence) {
    return new CommandLine.ParameterException(spec.commandLine(), sentence);
  }
}
