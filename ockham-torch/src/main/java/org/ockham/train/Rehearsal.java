package org.ockham.train;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ockham.data.Batch;
import org.ockham.data.Epoch;
import org.ockham.data.LastBatch;
import org.ockham.data.Loader;
import org.ockham.nn.Layer;
import org.ockham.nn.MultiplyAdds;
import org.ockham.tensor.EngineException;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/**
 * What is found out before the first step from a batch of each kind, so that what is wrong with one is said at once. The network
 * stays as it is.
 *
 * @param training how the training data is read: without its last batch if the network cannot be trained on that
 * @param tags what will be measured, of training and of validation
 * @param multiplyAdds what the network computes, forward, of a training batch
 */
record Rehearsal(Loader training, List<String> tags, double multiplyAdds) {

  /**
   * Tries a training batch, and validation batches.
   *
   * @param sanityBatches how many of these, or all if there are fewer
   */
  static Rehearsal of(
      Fit fit, Stepper stepper, Loader training, Loader validation, int sanityBatches) {
    TrainingModule module = fit.module();
    List<String> tags = new ArrayList<>();
    Loader whole = training.prefetch(0);
    Loader kept = training;
    module.network().train();
    double multiplyAdds;
    try (Buffers buffers = Buffers.of(module.network())) {
      multiplyAdds =
          MultiplyAdds.of(module.network(), () -> tags.addAll(train(fit, stepper, whole, 0)));
      if (Shards.hasBatchNorm(module.network())
          && whole.batches() > 1
          && whole.samples() % whole.batch() == 1
          && !trains(fit, stepper, whole, whole.batches() - 1)) {
        kept = training.lastBatch(LastBatch.DROP_SINGLE);
      }
    }
    int batches = Math.min(sanityBatches, validation.batches());
    tags.addAll(Evaluation.measure(
            module, module::validationStep, validation.prefetch(0), batches, "val", fit)
        .keySet());
    return new Rehearsal(kept, tags, multiplyAdds);
  }

  /** Trains on one batch, all but the step; returns what is measured. */
  private static List<String> train(Fit fit, Stepper stepper, Loader loader, int number) {
    TrainingModule module = fit.module();
    Averages averages = new Averages(module, "train", fit);
    try (Epoch epoch = loader.epoch(0, number);
        Scope scope = Scope.open()) {
      Batch batch = epoch.next();
      try {
        averages.add(
            module instanceof ManualModule manual
                ? ManualSteps.rehearse(manual, batch, fit)
                : stepper.rehearse(batch, fit),
            batch);
      } catch (EngineException e) {
        throw batch.size() == 1 && Shards.hasBatchNorm(module.network())
            ? new TrainingException(alone(loader) + " (" + e.getMessage() + ")", e)
            : e;
      }
    }
    return List.copyOf(averages.values().keySet());
  }

  private static boolean trains(Fit fit, Stepper stepper, Loader loader, int number) {
    try {
      train(fit, stepper, loader, number);
      return true;
    } catch (TrainingException e) {
      return false;
    }
  }

  private static String alone(Loader loader) {
    String lack =
        ", but batch normalisation takes its mean and variance over the samples of a batch: ";
    return loader.samples() == 1
        ? "there is one training sample" + lack + "train on more, or without it"
        : "a batch has one sample (batch size " + loader.batch() + ", " + loader.samples()
            + " training samples)" + lack + "take a larger batch size, or train without it";
  }

  /** What a forward pass in training mode changes in a network; closing it puts the old values back. */
  record Buffers(Map<String, Tensor> now, Map<String, Tensor> before, Scope scope)
      implements AutoCloseable {

    static Buffers of(Layer network) {
      Scope scope = Scope.open();
      Map<String, Tensor> now = new LinkedHashMap<>(network.stateDict());
      now.keySet().removeAll(network.parameters().keySet());
      Map<String, Tensor> before = new LinkedHashMap<>();
      now.forEach((name, tensor) -> before.put(name, tensor.detach().copy()));
      return new Buffers(now, before, scope);
    }

    @Override
    public void close() {
      try (scope;
          NoGrad off = NoGrad.on()) {
        now.forEach((name, tensor) -> tensor.copy_(requireNonNull(before.get(name))));
      }
    }
  }
}
