package org.ockham.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Batch;
import org.ockham.data.Epoch;
import org.ockham.data.Loader;
import org.ockham.nn.Layer;
import org.ockham.tensor.Device;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/** Passes over data without learning: in evaluation mode, without recording, in the data's own order. */
final class Evaluation {

  private Evaluation() {}

  /**
   * What the steps measure over the first so many batches, tagged with the stage.
   *
   * @param fit the fit that a loss which is not finite ends; null to take it as it is
   */
  static Map<String, Double> measure(
      TrainingModule module,
      Function<Batch, StepOutput> step,
      Loader loader,
      int batches,
      String stage,
      @Nullable Fit fit) {
    return measure(module, step, loader, batches, stage, fit, (batch, output) -> {});
  }

  /** The same, with what the steps give for each batch shown to somebody, after it has been measured. */
  static Map<String, Double> measure(
      TrainingModule module,
      Function<Batch, StepOutput> step,
      Loader loader,
      int batches,
      String stage,
      @Nullable Fit fit,
      BiConsumer<Batch, StepOutput> seen) {
    Averages averages = new Averages(module, stage, fit);
    forEach(module.network(), loader, batches, batch -> {
      StepOutput output = step.apply(batch);
      averages.add(output, batch);
      seen.accept(batch, output);
    });
    return averages.values();
  }

  /** The outputs for all samples, in one tensor on the CPU. */
  static Tensor predict(TrainingModule module, Loader loader) {
    List<Tensor> outputs = new ArrayList<>();
    try (Scope scope = Scope.open()) {
      forEach(module.network(), loader, loader.batches(), batch -> {
        outputs.add(module.forward(batch.input()).copyTo(Device.cpu()).escape());
      });
      return scope.keep(Tensor.cat(outputs, 0));
    } finally {
      outputs.forEach(Tensor::close);
    }
  }

  private static void forEach(Layer network, Loader loader, int batches, Consumer<Batch> action) {
    boolean training = network.isTraining();
    network.eval();
    try (NoGrad off = NoGrad.on();
        Epoch epoch = loader.epoch(0)) {
      for (int i = 0; i < batches; i++) {
        try (Scope scope = Scope.open()) {
          action.accept(epoch.next());
        }
      }
    } finally {
      network.training(training);
    }
  }
}
