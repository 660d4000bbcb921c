package org.ockham.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code ockham cluster}: several machines. */
@Command(
    name = "cluster",
    description = "Hands a command to several machines.",
    subcommands = ManifestCommand.class,
    synopsisSubcommandLabel = "COMMAND")
final class ClusterCommand implements Runnable {

  @ParentCommand
  @SuppressWarnings("NullAway.Init")
  private Main main;

  @Spec
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  Main main() {
    return main;
  }

  /** On its own it has nothing to do. */
  @Override
  public void run() {
    throw Mistake.of(
        spec, "cluster needs to be told what to do: manifest --kubernetes or manifest --slurm");
  }
}
