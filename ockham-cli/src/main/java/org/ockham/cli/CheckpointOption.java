package org.ockham.cli;

import org.jspecify.annotations.Nullable;
import org.ockham.lab.CheckpointInterval;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that says how often a run's checkpoint is written. */
final class CheckpointOption {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "SECONDS",
      description =
          "How often it is written down from where the run can go on. Default: every 30 seconds, or less often where that takes more than 1 %% of the time.")
  private @Nullable Double seconds;

  /** Whether it is given. */
  boolean isGiven() {
    return seconds != null;
  }

  CheckpointInterval interval() {
    if (seconds == null) {
      return CheckpointInterval.standard();
    }
    if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw Mistake.of(
          spec,
          "--checkpoint-every is " + seconds + ", but must be a number of seconds of at least 0");
    }
    return CheckpointInterval.every(seconds);
  }
}
