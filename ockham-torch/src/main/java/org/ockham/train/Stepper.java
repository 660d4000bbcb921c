package org.ockham.train;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ockham.data.Batch;
import org.ockham.nn.Layer;
import org.ockham.nn.Parameter;
import org.ockham.optim.GradientClipping;
import org.ockham.optim.Optimizer;
import org.ockham.tensor.Tensor;

/** One step of the optimiser, and what is done to gradients and parameters around it. */
final class Stepper {

  private final Layer network;
  private final Map<String, Parameter> parameters;
  private final Regularizers regularizers;
  private final @Nullable GradientClipping clipping;

  Stepper(Layer network, TrainerSettings settings) {
    this.network = network;
    this.parameters = network.parameters();
    this.regularizers = settings.regularizers();
    this.clipping = settings.clipping();
  }

  /**
   * Steps along the mean gradient of these batches, and takes what they gave into the averages; returns their mean loss. An
   * optimiser that evaluates the loss several times has the same {@link Step}, and so the same masks, each time, and only the first
   * evaluation counts.
   */
  double step(List<Batch> batches, Fit fit, Averages averages) {
    Optimizer optimizer = fit.optimizer();
    Step step = fit.now();
    boolean[] first = {true};
    double mean = optimizer.step(() -> {
      optimizer.zeroGrad();
      randomize(step);
      Tensor loss = backward(batches, step, fit, averages, first[0]);
      regularizers.afterBackward(parameters, optimizer, step);
      if (clipping != null) {
        clip(clipping, fit);
      }
      if (first[0]) {
        regularizers.beforeStep(parameters, optimizer, step);
        fit.callbacks().forEach(callback -> callback.onGradients(fit));
      }
      first[0] = false;
      return loss;
    });
    regularizers.afterStep(parameters, optimizer, step);
    return mean;
  }

  /** A batch in which nothing counts is left out: its loss is 0 / 0. */
  private static Tensor backward(
      List<Batch> batches, Step step, Fit fit, Averages averages, boolean counts) {
    double mean = 0;
    Tensor loss = null;
    for (int i = 0; i < batches.size(); i++) {
      Batch batch = batches.get(i);
      StepOutput output = fit.module().trainingStep(batch, step.batch(i));
      double value = counts ? averages.add(output, batch) : averages.lossOf(output, batch);
      if (output.isEmpty()) {
        continue;
      }
      mean += value / batches.size();
      loss = output.loss();
      (batches.size() == 1 ? loss : loss.div(batches.size())).backward();
    }
    return loss != null && batches.size() == 1
        ? loss
        : Tensor.scalar(loss == null ? Double.NaN : mean);
  }

  private void clip(GradientClipping clipping, Fit fit) {
    try {
      clipping.clip(parameters.values());
    } catch (ArithmeticException e) {
      throw new TrainingException(
          "at step " + (fit.step() + 1) + " (epoch " + fit.epoch() + ") " + e.getMessage());
    }
  }

  /** What the first step will do with a batch, without a backward pass: nothing of it is kept. */
  StepOutput rehearse(Batch batch, Fit fit) {
    Step step = fit.now();
    randomize(step);
    return fit.module().trainingStep(batch, step);
  }

  private void randomize(Step step) {
    network.randomize(step.key("mask"));
  }
}
