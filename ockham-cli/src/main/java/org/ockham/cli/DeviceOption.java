package org.ockham.cli;

import org.jspecify.annotations.Nullable;
import org.ockham.tensor.Device;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option that says where it is computed. */
final class DeviceOption {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec spec;

  @Option(
      names = "--device",
      paramLabel = "auto|cpu|cuda[:N]",
      completionCandidates = Completion.Devices.class,
      description = {
        "Compute there: cuda is the first graphics processor, cuda:1 the second, auto the first if there is one. Default: cpu.",
        "The last bits depend on it; the seed draws the same everywhere."
      })
  private @Nullable String word;

  /** What is given, and there; the other word where nothing is. */
  Device device(String otherwise) {
    String asked = word == null ? otherwise : word;
    try {
      return Device.of(asked).checked();
    } catch (IllegalArgumentException e) {
      throw Mistake.of(
          spec, "--device is '" + asked + "', but must be auto, cpu, cuda or cuda:N with N from 0");
    }
  }

  /** The same; the CPU where nothing is given. */
  Device device() {
    return device(Device.cpu().toString());
  }

  /** Whether it is given. */
  boolean isGiven() {
    return word != null;
  }
}
