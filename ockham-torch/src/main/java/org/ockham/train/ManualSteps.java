package org.ockham.train;

import org.ockham.data.Batch;
import org.ockham.nn.Parameter;
import org.ockham.optim.Optimizers;

/** The steps of a module that goes backward and steps by itself. */
final class ManualSteps {

  private ManualSteps() {}

  /** Refuses the settings that are about steps which the trainer makes. */
  static void check(ManualModule module, TrainerSettings settings) {
    GradientAccumulation accumulate = settings.accumulate();
    String what = accumulate.lastChange() > 1 || accumulate.in(1) > 1
        ? "accumulated batches"
        : settings.clipping() != null
            ? "gradient clipping"
            : !settings.regularizers().list().isEmpty()
                ? "regularisers"
                : settings.computing().shards() > 1
                    ? "shards"
                    : settings.computing().ranks() != null ? "ranks" : null;
    if (what != null) {
      throw new TrainingException(module.getClass().getSimpleName() + " steps by itself, so the"
          + " trainer cannot apply " + what + " to its steps: do that in its trainingStep");
    }
  }

  /** One step; returns its loss. */
  static double step(ManualModule module, Batch batch, Fit fit, Averages averages) {
    return averages.add(output(module, batch, fit, (Optimizers) fit.optimizer()), batch);
  }

  /** What the first step does with a batch; the network has the values it had. */
  static StepOutput rehearse(ManualModule module, Batch batch, Fit fit) {
    try {
      return Weights.restoring(
          module.network(), () -> output(module, batch, fit, optimizers(module)));
    } finally {
      module.network().parameters().values().forEach(Parameter::clearGrad);
    }
  }

  private static Optimizers optimizers(ManualModule module) {
    return Optimizers.of(module.configureOptimizers()).over(module.network());
  }

  private static StepOutput output(
      ManualModule module, Batch batch, Fit fit, Optimizers optimizers) {
    Step step = fit.now();
    module.network().randomize(step.key("mask"));
    return module.trainingStep(batch, step, optimizers);
  }
}
