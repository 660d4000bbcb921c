package org.ockham.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Batch;
import org.ockham.data.Epoch;
import org.ockham.data.Loader;
import org.ockham.nn.Layer;
import org.ockham.tensor.NoGrad;
import org.ockham.tensor.Scope;
import org.ockham.tensor.Tensor;

/** Passes over data without learning: in evaluation mode, without recording, in the data's own order. */
final class Evaluation {

  private Evaluation() {}

  /**
   * What the steps measure over all batches, tagged with the stage.
   *
   * @param fit the fit that a loss which is not finite ends; null to take it as it is
   */
  static Map<String, Double> measure(
      TrainingModule module,
      Function<Batch, StepOutput> step,
      Loader loader,
      String stage,
      @Nullable Fit fit) {
    Averages averages = new Averages(module, stage, fit);
    each(module, step, loader, (batch, output) -> {
      averages.add(output, batch);
      if (fit != null && stage.equals("val")) {
        fit.callbacks().forEach(callback -> callback.onValidationBatch(fit, batch, output));
      }
    });
    return averages.values();
  }

  /** Shows what the module gives for each batch. */
  static void each(
      TrainingModule module,
      Function<Batch, StepOutput> step,
      Loader loader,
      BiConsumer<Batch, StepOutput> use) {
    forEach(
        module.network(), loader, loader.batches(), batch -> use.accept(batch, step.apply(batch)));
  }

  /** The tags of what the steps measure, which the first batch tells. */
  static Set<String> tags(
      TrainingModule module,
      Function<Batch, StepOutput> step,
      Loader loader,
      String stage,
      Fit fit) {
    Averages averages = new Averages(module, stage, fit);
    forEach(
        module.network(), loader.prefetch(0), 1, batch -> averages.add(step.apply(batch), batch));
    return averages.values().keySet();
  }

  /** The outputs for all samples, in one tensor. */
  static Tensor predict(TrainingModule module, Loader loader) {
    try (Scope scope = Scope.open()) {
      List<Tensor> outputs = new ArrayList<>();
      forEach(module.network(), loader, loader.batches(), batch -> {
        outputs.add(module.forward(batch.input()).copy().escape());
      });
      return scope.keep(Tensor.cat(outputs, 0));
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
